package tutti.engine.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tutti.codecs.opus.OpusLibrary;
import tutti.nat.doctor.Finding;

/// Says what a computer's answers mean for music. A pure function.
public final class SystemJudge {
    /// Half of what a whole band can bear from player to player (30 ms) would go into two such periods.
    private static final double LONG_PERIOD_MS = 7;

    private static final String LIMITS =
            "Join the group audio (sudo usermod -aG audio $USER), write \"@audio - rtprio 95\" and \"@audio - memlock"
                    + " unlimited\" to /etc/security/limits.d/audio.conf, and log in anew.";

    private SystemJudge() {}

    /// The findings, most important ones first.
    public static List<Finding> findings(SystemFacts facts) {
        List<Finding> findings = new ArrayList<>(jack(facts.jack()));
        if (facts.isLinux()) {
            findings.add(realTime(facts));
            findings.add(memory(facts));
        }
        facts.governor().ifPresent(governor -> findings.add(governor(governor)));
        findings.add(java(facts));
        findings.add(facts.opus()
                .map(library -> Finding.good("opus", "Opus, for narrow connections, is spoken by " + library + "."))
                .orElseGet(() -> split("opus", Finding.Status.WARN, OpusLibrary.absence())));
        findings.add(Finding.good("srtp", "Everything is encrypted, by " + facts.srtp() + "."));
        return findings;
    }

    private static List<Finding> jack(JackState state) {
        return switch (state) {
            case JackState.Absent(String sentence) -> List.of(split("jack", Finding.Status.BAD, sentence));
            case JackState.Serving serving -> serving(serving);
        };
    }

    private static List<Finding> serving(JackState.Serving serving) {
        List<Finding> findings = new ArrayList<>();
        double periodMs = 1e3 * serving.periodFrames() / serving.sampleRateHz();
        String runs = String.format(
                Locale.ROOT,
                "JACK runs at %d Hz, %d frames a period (%.1f ms)",
                serving.sampleRateHz(),
                serving.periodFrames(),
                periodMs);
        findings.add(
                periodMs > LONG_PERIOD_MS
                        ? Finding.warn(
                                "jack",
                                runs + ", which makes a long delay.",
                                "Start the server with 64 to 256 frames (jackd ... -p 128), as few as your sound card"
                                        + " plays without clicks.")
                        : Finding.good("jack", runs + "."));
        if (serving.priority() == 0) {
            findings.add(Finding.warn(
                    "jack-priority",
                    "The JACK server runs without real-time priority, so the sound may click under load.",
                    "Start it as `jackd -R -P 70 ...`, by a user who may (see the next point)."));
        }
        if (!serving.hasPortsLeft()) {
            findings.add(Finding.warn(
                    "jack-ports",
                    "The JACK server has too few ports left for a full band.",
                    "Start it with more of them: jackd --port-max 1024 ..."));
        }
        return findings;
    }

    private static Finding realTime(SystemFacts facts) {
        return facts.isRealTime()
                ? Finding.good("realtime", "Tutti may use real-time priority.")
                : Finding.warn(
                        "realtime",
                        "This user may not use real-time priority, so the sound may click under load.",
                        LIMITS);
    }

    private static Finding memory(SystemFacts facts) {
        return facts.isMemoryLocked()
                ? Finding.good("memory", "Tutti may keep itself in memory.")
                : Finding.warn(
                        "memory",
                        "This user may lock "
                                + facts.memoryLimit()
                                        .map(limit -> limit + " of memory only")
                                        .orElse("no memory")
                                + ", so the sound may click while the computer is short of memory.",
                        LIMITS);
    }

    private static Finding governor(String governor) {
        return governor.equals("performance")
                ? Finding.good("governor", "The processor stays at full speed.")
                : Finding.warn(
                        "governor",
                        "The processor saves power (" + governor + "), so short periods may click.",
                        "While you play: sudo cpupower frequency-set -g performance.");
    }

    private static Finding java(SystemFacts facts) {
        return facts.hasZgc()
                ? Finding.good("java", "Java " + facts.java() + " has the garbage collector that music needs (ZGC).")
                : Finding.warn(
                        "java",
                        "Java " + facts.java() + " lacks the garbage collector that music needs (ZGC), so the sound may"
                                + " click.",
                        "Install another build of Java, for example Temurin from https://adoptium.net.");
    }

    /// What went wrong stands before the semicolon, what to do behind it.
    private static Finding split(String id, Finding.Status status, String sentence) {
        int adviceAt = sentence.indexOf("; ");
        if (adviceAt < 0) {
            return new Finding(id, status, sentence, "");
        }
        String advice = sentence.substring(adviceAt + 2);
        return new Finding(
                id,
                status,
                sentence.substring(0, adviceAt) + ".",
                Character.toUpperCase(advice.charAt(0)) + advice.substring(1));
    }
}
