import org.jspecify.annotations.NullMarked;

/// A fixture of the build's linters.
@NullMarked
module tutti.lint {
    requires static org.jspecify;
}
