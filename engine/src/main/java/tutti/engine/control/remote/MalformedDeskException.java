package tutti.engine.control.remote;

/// A parcel that is no message, or exceeds a limit. It quotes nothing of it.
final class MalformedDeskException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedDeskException(String sentence) {
        super(sentence);
    }

    MalformedDeskException(String sentence, RuntimeException cause) {
        super(sentence, cause);
    }
}
