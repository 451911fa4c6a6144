package tutti.engine.bench.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tutti.engine.bench.lab.LabException.Reason;

/// Namespaces of the lab's own: processes, mounts, and a network in which further ones are named (`ip netns`).
/// Nobody outside sees the names, so labs never collide.
///
/// They live as long as one process, their first, which reads from a pipe that this one holds. However this one
/// ends, the pipe ends, and the kernel ends everything inside and forgets every device. An ordinary user gets
/// them inside a user namespace, where the kernel permits that.
final class LabNamespaces implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("unshare", "nsenter", "ip", "nft");
    private static final long PATIENCE_SECONDS = 60;
    private static final String ALIVE = "alive";

    /// Debian keeps `nft` where ordinary users do not look.
    private static final String FURTHER_FOLDERS = File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";

    /// No name server: whoever asks for a name learns at once that there is none.
    private static final String FIRST_PROCESS = "mount -t tmpfs lab /run && mkdir /run/netns"
            + " && { mount --bind /dev/null \"$(readlink -f /etc/resolv.conf)\" 2>/dev/null || true; }"
            + " && echo " + ALIVE + " && exec cat >/dev/null";

    private final Process holder;
    private final boolean isRoot;
    private final long firstPid;
    private final String script;

    private LabNamespaces(Process holder, boolean isRoot, long firstPid) {
        this.holder = holder;
        this.isRoot = isRoot;
        this.firstPid = firstPid;
        this.script = script();
    }

    /// Makes them.
    ///
    /// @throws LabException if that cannot be
    static LabNamespaces open() {
        List<String> missing =
                PROGRAMS.stream().filter(program -> !isInstalled(program)).toList();
        if (!missing.isEmpty()) {
            throw new LabException(
                    Reason.PROGRAM_MISSING,
                    "The lab needs " + String.join(", ", missing)
                            + "; install util-linux, iproute2 and nftables (Linux only).");
        }
        boolean isRoot = isRoot();
        List<String> command = new ArrayList<>(List.of("unshare"));
        if (!isRoot) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of("--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"));
        command.addAll(List.of("sh", "-c", FIRST_PROCESS));
        Process holder = start(command);
        String said = firstLine(holder);
        if (!said.equals(ALIVE)) {
            end(holder);
            throw new LabException(
                    Reason.REFUSED, "This computer permits no network namespaces here (it says \"" + said + "\").");
        }
        long firstPid = holder.children()
                .findFirst()
                .orElseThrow(() -> new LabException(Reason.BROKEN, "The lab's first process has ended at once."))
                .pid();
        return new LabNamespaces(holder, isRoot, firstPid);
    }

    /// Whether a program is on the path.
    static boolean isInstalled(String program) {
        return Arrays.stream(path().split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String path() {
        return Objects.requireNonNullElse(System.getenv("PATH"), "") + FURTHER_FOLDERS;
    }

    static boolean isRoot() {
        try {
            return Objects.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), 0);
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    /// The first process in the namespaces, as the rest of the computer counts.
    long firstPid() {
        return firstPid;
    }

    /// A command as it has to be started to run on a host.
    ///
    /// @param host the name of its network namespace
    List<String> on(String host, List<String> command) {
        return inside("--net=/proc/" + firstPid + "/root/run/netns/" + host, command);
    }

    /// Calls a function of `lab.sh`.
    ///
    /// @throws LabException if it fails, with what it said
    void call(String function, String... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-s", function));
        words.addAll(List.of(arguments));
        run(inside("--net", words), script, "lab.sh " + function);
    }

    /// Runs a command outside of the namespaces.
    ///
    /// @throws LabException if it fails, with what it said
    static void run(List<String> command) {
        run(command, "", command.getFirst());
    }

    private List<String> inside(String network, List<String> command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--target=" + firstPid, "--mount", "--pid"));
        if (!isRoot) {
            all.addAll(List.of("--user", "--preserve-credentials"));
        }
        all.add(network);
        all.add("--wd=" + System.getProperty("user.dir"));
        all.add("--");
        all.addAll(command);
        return all;
    }

    private static void run(List<String> command, String input, String name) {
        Process process = start(command);
        try {
            try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(input);
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new LabException(Reason.BROKEN, "The lab's command " + name + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LabException(Reason.BROKEN, "The lab's command " + name + " was interrupted.");
        }
    }

    private static Process start(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PATH", path());
            return builder.start();
        } catch (IOException e) {
            throw new LabException(Reason.BROKEN, "A program of the lab cannot be started: " + e.getMessage());
        }
    }

    private static String firstLine(Process process) {
        try {
            // Not to the end: it says one line, and lives on.
            return Objects.requireNonNullElse(
                    process.inputReader(StandardCharsets.UTF_8).readLine(), "nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process holder) {
        try {
            holder.getOutputStream().close();
            if (!holder.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                holder.destroyForcibly();
            }
        } catch (IOException alreadyGone) {
            holder.destroyForcibly();
        } catch (InterruptedException e) {
            holder.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(LabNamespaces.class.getResourceAsStream("lab.sh"), "lab.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends everything that runs inside, and waits for it.
    @Override
    public void close() {
        end(holder);
    }
}
