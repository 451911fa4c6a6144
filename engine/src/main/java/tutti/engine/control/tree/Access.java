package tutti.engine.control.tree;

/// What may be done with a node; OSCQuery's numbers.
public enum Access {
    /// It can be read.
    READ(1),
    /// It can be written.
    WRITE(2),
    /// Both.
    READ_WRITE(3);

    private final int number;

    Access(int number) {
        this.number = number;
    }

    /// OSCQuery's number for it.
    public int number() {
        return number;
    }

    /// Whether it can be read.
    public boolean canRead() {
        return this != WRITE;
    }

    /// Whether it can be written.
    public boolean canWrite() {
        return this != READ;
    }
}
