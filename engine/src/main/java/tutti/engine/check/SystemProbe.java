package tutti.engine.check;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import tutti.codecs.opus.OpusLibrary;
import tutti.engine.os.MemoryLock;
import tutti.engine.os.ThreadPriority;
import tutti.nat.srtp.SrtpCrypto;

/// Asks this computer. Loads the native libraries, locks the memory of this process if it may, and opens a JACK
/// client for a moment; leaves nothing behind.
public final class SystemProbe {
    private static final Pattern LOCKED_MEMORY = Pattern.compile("(?m)^Max locked memory +(\\d+|unlimited)");
    private static final long BYTES_PER_MB = 1 << 20;

    private SystemProbe() {}

    /// Asks everything. Thread: any; takes about half a second.
    ///
    /// @param jackServer the JACK server's name, null for the default one
    public static SystemFacts ask(@Nullable String jackServer) {
        return new SystemFacts(
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux"),
                JackProbe.ask(jackServer),
                ThreadPriority.isPermitted(),
                MemoryLock.lockAll(),
                read(Path.of("/proc/self/limits")).flatMap(SystemProbe::memoryLimit),
                read(Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
                Runtime.version().toString(),
                hasZgc(),
                OpusLibrary.find().map(OpusLibrary::toString),
                SrtpCrypto.provider());
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /// The soft limit in `/proc/self/limits` (man page proc(5)).
    static Optional<String> memoryLimit(String limits) {
        Matcher found = LOCKED_MEMORY.matcher(limits);
        if (!found.find()) {
            return Optional.empty();
        }
        String limit = found.group(1);
        return Optional.of(limit.equals("unlimited") ? limit : Long.parseLong(limit) / BYTES_PER_MB + " MB");
    }

    /// A Java without ZGC does not know its option. Asked by name, because the module that answers may be absent.
    private static boolean hasZgc() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "getVMOption",
                            new Object[] {"UseZGC"},
                            new String[] {String.class.getName()});
            return true;
        } catch (JMException unknown) {
            return false;
        }
    }
}
