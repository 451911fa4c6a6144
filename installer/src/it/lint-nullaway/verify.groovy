assert new File(basedir, 'build.log').text.contains('[NullAway] dereferenced expression')
