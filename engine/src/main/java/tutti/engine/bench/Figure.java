package tutti.engine.bench;

import java.util.Locale;

/// One measured number beside the one that was asked for.
///
/// @param what what was measured, in words
/// @param measured with its unit
/// @param wanted what the plan asks for, or empty
/// @param holds whether the measured number satisfies it; true where nothing was asked for
public record Figure(String what, String measured, String wanted, boolean holds) {
    /// A number that must not be greater than `atMost`.
    public static Figure atMost(String what, double measured, double atMost, String unit) {
        return new Figure(what, text(measured, unit), "<= " + text(atMost, unit), measured <= atMost);
    }

    /// A number that is told for what it is worth.
    public static Figure told(String what, String measured) {
        return new Figure(what, measured, "", true);
    }

    private static String text(double value, String unit) {
        String digits = Math.abs(value) >= 100 || value == Math.rint(value) ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, digits, value) + " " + unit;
    }

    /// The row of a table.
    public String row() {
        String verdict = wanted.isEmpty() ? "" : holds ? "holds" : "DOES NOT HOLD";
        return String.format(Locale.ROOT, "%-58s %16s  %-12s %s", what, measured, wanted, verdict)
                .stripTrailing();
    }
}
