package tutti.engine.scene;

/// A file does not hold what it should. The message is a sentence that says where and why.
final class MalformedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedFileException(String sentence) {
        super(sentence);
    }
}
