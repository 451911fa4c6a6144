package tutti.console.shell;

/// What may be answered to a question.
///
/// @param words on its button
/// @param action what it does
public record Answer(String words, Runnable action) {}
