def log = new File(basedir, 'build.log').text
assert log.contains('spotless') && log.contains('Compiling 2 source files')
assert new File(basedir, 'target/classes/tutti/lint/Fixture.class').file
