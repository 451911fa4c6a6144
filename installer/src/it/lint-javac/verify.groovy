def log = new File(basedir, 'build.log').text
assert log.contains('[rawtypes] found raw type')
assert log.contains('warnings found and -Werror specified')
