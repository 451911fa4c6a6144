package tutti.engine.bench.room;

import java.io.IOException;

/// Values of flat JSON objects whose texts need no escaping, which the server's are.
final class Json {
    private Json() {}

    static boolean isOfType(String message, String type) {
        return message.contains("\"type\":\"" + type + "\"");
    }

    static String text(String message, String name) throws IOException {
        int from = after(message, "\"" + name + "\":\"");
        int to = message.indexOf('"', from);
        return message.substring(from, to);
    }

    static long number(String message, String name) throws IOException {
        int from = after(message, "\"" + name + "\":");
        int to = from;
        while (to < message.length() && Character.isDigit(message.charAt(to))) {
            to++;
        }
        return Long.parseLong(message.substring(from, to));
    }

    private static int after(String message, String begin) throws IOException {
        int at = message.indexOf(begin);
        if (at < 0) {
            throw new IOException("a message lacks " + begin);
        }
        return at + begin.length();
    }
}
