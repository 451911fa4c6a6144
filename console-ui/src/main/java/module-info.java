import org.jspecify.annotations.NullMarked;

/// The mixing console, a process of its own beside the engine. It sees the engine through the control tree alone.
@NullMarked
module tutti.console {
    requires tutti.engine;
    requires tutti.nat;
    requires atlantafx.base;
    requires javafx.base;
    requires javafx.controls;
    requires javafx.graphics;
    requires org.kordamp.ikonli.core;
    requires org.kordamp.ikonli.feather;
    requires org.kordamp.ikonli.javafx;
    requires static org.jspecify;

    // JavaFX makes the application itself.
    exports tutti.console to
            javafx.graphics;
}
