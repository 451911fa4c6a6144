package tutti.engine.control.osc.query;

import java.util.Optional;

/// What can be said of a node: OSCQuery's words, those that are usual beside them, and ours.
enum Attribute {
    FULL_PATH,
    CONTENTS,
    TYPE,
    ACCESS,
    VALUE,
    RANGE,
    CLIPMODE,
    UNIT,
    DESCRIPTION,
    TAGS,
    CRITICAL,
    /// What it is before anybody has changed it; ossia's word.
    DEFAULT_VALUE,
    /// Ours: the longest text that a node takes, in characters.
    TUTTI_MAX_CHARS,
    /// Ours: whether its value moves all the time, as a meter's does.
    TUTTI_METER,
    /// Known, and never said of our nodes.
    EXTENDED_TYPE,
    /// Known, and never said of our nodes.
    OVERLOADS,
    /// Known, and never said of our nodes.
    HTML;

    /// The one of that name.
    static Optional<Attribute> named(String name) {
        for (Attribute each : values()) {
            if (each.name().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
