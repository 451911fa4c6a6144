package tutti.console.control;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalDouble;

/// Numbers as people of one language read and type them, with a true minus sign, which screen readers speak.
///
/// Thread: ui.
public final class NumberWords {
    private static final String MINUS = "\u2212";
    private static final String INFINITY = "\u221E";

    private final DecimalFormat tenths;
    private final char decimalSeparator;

    /// For one language.
    public NumberWords(Locale locale) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        decimalSeparator = symbols.getDecimalSeparator();
        symbols.setMinusSign(MINUS.charAt(0));
        tenths = new DecimalFormat("0.0", symbols);
    }

    /// A level as it stands on a fader: `+3.0`, `0.0`, `−6.0`, or `−∞` for silence.
    public String level(double db) {
        if (db <= FaderTravel.SILENCE_DB + 1) {
            return MINUS + INFINITY;
        }
        String words = tenth(db);
        return db > 0 && !words.equals(tenth(0)) ? "+" + words : words;
    }

    /// A level in whole dB where there is little room, never less than it is: `−6`, `+1` for 0.2.
    public String wholeLevel(double db) {
        long whole = (long) Math.ceil(db - 0.05);
        return whole == 0 ? "0" : (whole < 0 ? MINUS : "+") + Math.abs(whole);
    }

    /// A level with its unit, as it is spoken: `−6.0 dB`.
    public String levelDb(double db) {
        return level(db) + " dB";
    }

    /// A number with one digit behind the point, never `−0.0`.
    public String tenth(double number) {
        double rounded = Math.rint(number * 10) / 10;
        return tenths.format(rounded == 0 ? 0 : rounded);
    }

    /// A place between left and right: `C`, `L50`, `R100`.
    ///
    /// @param pan -1 is left, 1 is right
    public String pan(double pan) {
        long hundredths = Math.round(pan * 100);
        return hundredths == 0 ? "C" : hundredths < 0 ? "L" + -hundredths : "R" + hundredths;
    }

    /// What somebody has typed for a place: `c`, `l50`, `r 100`, or -100 to 100.
    public OptionalDouble readPan(String typed) {
        String bare = typed.strip().toLowerCase(Locale.ROOT);
        if (bare.equals("c")) {
            return OptionalDouble.of(0);
        }
        double sign = bare.startsWith("l") ? -1 : 1;
        OptionalDouble hundredths = read(bare.replaceFirst("^[lr]", ""));
        return hundredths.isPresent()
                ? OptionalDouble.of(Math.clamp(sign * hundredths.getAsDouble() / 100, -1, 1))
                : hundredths;
    }

    /// What somebody has typed: a number with point or comma, with any minus, with or without its unit; `-inf` and
    /// `-∞` are silence.
    public OptionalDouble read(String typed) {
        String bare = typed.strip()
                .toLowerCase(Locale.ROOT)
                .replace(MINUS, "-")
                .replace(decimalSeparator, '.')
                .replace(',', '.')
                .replaceFirst("\\s*(db|ms|%)$", "");
        if (bare.equals("-inf") || bare.equals("-" + INFINITY)) {
            return OptionalDouble.of(FaderTravel.SILENCE_DB);
        }
        return bare.matches("[-+]?([0-9]{1,4}([.][0-9]{0,4})?|[.][0-9]{1,4})")
                ? OptionalDouble.of(Double.parseDouble(bare))
                : OptionalDouble.empty();
    }
}
