package tutti.engine.bench.lab;

import java.io.Serial;

/// There can be no lab here; the message is one sentence for people.
public final class LabException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// What is in the way.
    public enum Reason {
        /// A program that can be installed.
        PROGRAM_MISSING,
        /// The kernel, or whoever limits this process, refuses namespaces or parts of them.
        REFUSED,
        /// A command failed that works elsewhere.
        BROKEN
    }

    private final Reason reason;

    LabException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
