package tutti.nat.portmap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Who knows this computer's default routes, for which Java has no call.
@FunctionalInterface
public interface GatewaySource {
    /// The routers that default routes lead to, of both families, preferred ones first in each. Empty without a
    /// network. Thread: any; may wait a moment for another program.
    List<Gateway> gateways();

    /// The operating system's: its files on Linux, the words of `netstat -rn` elsewhere.
    static GatewaySource system() {
        Path v4 = Path.of("/proc/net/route");
        Path v6 = Path.of("/proc/net/ipv6_route");
        if (Files.isReadable(v4)) {
            return () -> {
                List<Gateway> gateways = new ArrayList<>(LinuxRoutes.readV4(textOf(v4)));
                gateways.addAll(LinuxRoutes.readV6(textOf(v6)));
                return gateways;
            };
        }
        return () -> NetstatRoutes.read(wordsOf("netstat", "-rn"));
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    private static String wordsOf(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            CompletableFuture<String> words = CompletableFuture.supplyAsync(() -> outputOf(process));
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return words.join();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String outputOf(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
