package tutti.engine.control.tree;

/// Whoever changes something. Each is one object, known by itself and not by its name.
public final class Origin {
    private final String name;

    /// @param name for people, for example `osc 127.0.0.1:9000`
    public Origin(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
