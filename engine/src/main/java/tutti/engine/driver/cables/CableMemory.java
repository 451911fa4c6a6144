package tutti.engine.driver.cables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a user connected to our ports, kept per client name and from one start to the next.
///
/// A cable is remembered when it is plugged in and forgotten when a user pulls it out. It is *not* forgotten when it
/// falls out because a program, a port or the server went away. The graph reports both in the same way, so a
/// disconnection is judged [#SETTLE_NS] later: it was a user's if both ports are still there and neither was reported
/// gone in between.
///
/// Thread: one at a time. RT-safe: no (allocates, writes files).
public final class CableMemory {
    /// How long after a disconnection the news that its port is gone may come: a program that leaves is taken apart
    /// within a few periods, and the longest JACK period is 8,192 frames, 171 ms at 48 kHz.
    public static final long SETTLE_NS = 400_000_000L;

    private final @Nullable CableFile file;
    private final Set<Cable> remembered = new LinkedHashSet<>();
    /// Cables that are put back while this engine runs, but not written down: nobody plugged them in by hand.
    private final Set<Cable> ofThisRun = new LinkedHashSet<>();
    /// Cables that were pulled out, by the time at which that was.
    private final Map<Cable, Long> pulledAtNs = new HashMap<>();
    private long failedWrites;

    /// @param folder where the file of each client lies, usually `~/.config/tutti`; null: memory for this run alone
    /// @param client the name of our client; only cables with one end at it are remembered
    public CableMemory(@Nullable Path folder, String client) {
        this.file = folder == null ? null : new CableFile(folder, client);
        if (file != null) {
            remembered.addAll(file.read());
        }
    }

    /// Wants a cable for as long as this engine runs. It is not written down.
    public void addForThisRun(Cable cable) {
        if (!remembered.contains(cable)) {
            ofThisRun.add(cable);
        }
    }

    /// A cable was plugged in, by whomever.
    public void connected(Cable cable) {
        pulledAtNs.remove(cable);
        if (!ofThisRun.contains(cable) && remembered.add(cable)) {
            save();
        }
    }

    /// A cable is out. Whether it is forgotten, [#settle] says.
    public void disconnected(Cable cable, long nowNs) {
        if (remembered.contains(cable) || ofThisRun.contains(cable)) {
            pulledAtNs.put(cable, nowNs);
        }
    }

    /// A port left the graph, and its cables with it: these were not pulled out by a user.
    public void portGone(String fullPortName) {
        pulledAtNs.keySet().removeIf(cable -> cable.touches(fullPortName));
    }

    /// The server left: no disconnection that is not settled yet was a user's.
    public void serverGone() {
        pulledAtNs.clear();
    }

    /// Forgets the cables that were pulled out at least [#SETTLE_NS] ago while both of their ports stayed.
    ///
    /// @param portExists whether a port of that full name is in the graph now
    public void settle(long nowNs, Predicate<String> portExists) {
        boolean changed = false;
        for (Iterator<Map.Entry<Cable, Long>> it = pulledAtNs.entrySet().iterator(); it.hasNext(); ) {
            Map.Entry<Cable, Long> pulled = it.next();
            if (nowNs - pulled.getValue() >= SETTLE_NS) {
                Cable cable = pulled.getKey();
                it.remove();
                if (portExists.test(cable.source()) && portExists.test(cable.destination())) {
                    ofThisRun.remove(cable);
                    changed |= remembered.remove(cable);
                }
            }
        }
        if (changed) {
            save();
        }
    }

    /// Whether a disconnection waits for [#settle].
    public boolean isUnsettled() {
        return !pulledAtNs.isEmpty();
    }

    /// The cables to plug in now that `fullPortName` is there; those that a user has just pulled out are not among
    /// them.
    public List<Cable> wanted(String fullPortName) {
        Set<Cable> wanted = new HashSet<>(remembered);
        wanted.addAll(ofThisRun);
        wanted.removeAll(pulledAtNs.keySet());
        return wanted.stream().filter(cable -> cable.touches(fullPortName)).toList();
    }

    /// How often the file could not be written; the cables are then remembered for this run.
    public long failedWrites() {
        return failedWrites;
    }

    private void save() {
        if (file == null) {
            return;
        }
        try {
            file.write(remembered.stream().filter(file::canHold).toList());
        } catch (IOException e) {
            failedWrites++;
        }
    }
}
