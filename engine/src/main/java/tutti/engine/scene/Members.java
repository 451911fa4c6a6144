package tutti.engine.scene;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The members of a JSON object, each read as what it must be. What is missing is as the caller says; what is of
/// another type, or too much, throws a [MalformedFileException] that names it.
///
/// @param at where it stands, for sentences, for example `strips strip/bob/main`
record Members(String at, Map<?, ?> object) {
    private MalformedFileException malformed(String name, String what) {
        return new MalformedFileException((at.isEmpty() ? "" : "in " + at + " ") + "\"" + name + "\" is not " + what);
    }

    boolean has(String name) {
        return object.containsKey(name);
    }

    double number(String name, double otherwise) throws MalformedFileException {
        Object value = object.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Double number) {
            return number;
        }
        throw malformed(name, "a number");
    }

    int whole(String name, int otherwise) throws MalformedFileException {
        double number = number(name, otherwise);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw malformed(name, "a whole number");
        }
        return (int) number;
    }

    boolean flag(String name, boolean otherwise) throws MalformedFileException {
        Object value = object.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw malformed(name, "true or false");
    }

    String text(String name, String otherwise) throws MalformedFileException {
        Object value = object.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return text;
        }
        throw malformed(name, "a text");
    }

    /// An empty list if it is missing.
    List<String> texts(String name, int most) throws MalformedFileException {
        Object value = object.getOrDefault(name, null);
        List<String> texts = new ArrayList<>();
        if (value == null) {
            return texts;
        }
        if (!(value instanceof List<?> list) || list.size() > most) {
            throw malformed(name, "a list of at most " + most + " texts");
        }
        for (Object each : list) {
            if (!(each instanceof String text)) {
                throw malformed(name, "a list of at most " + most + " texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /// Objects by name, in their order; none if it is missing.
    Map<String, Members> objects(String name, int most) throws MalformedFileException {
        Map<String, Members> objects = new LinkedHashMap<>();
        Members whole = object(name);
        if (whole.object.size() > most) {
            throw malformed(name, "at most " + most + " objects");
        }
        for (Object key : whole.object.keySet()) {
            objects.put((String) key, whole.object((String) key));
        }
        return objects;
    }

    /// An object in the object; an empty one if it is missing.
    Members object(String name) throws MalformedFileException {
        Object value = object.get(name);
        if (value == null) {
            return new Members(name, Map.of());
        }
        if (value instanceof Map<?, ?> map) {
            return new Members(at.isEmpty() ? name : at + " " + name, map);
        }
        throw malformed(name, "an object");
    }
}
