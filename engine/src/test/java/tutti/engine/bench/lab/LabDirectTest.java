package tutti.engine.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.cli.TuttiProcess;

/// The link without a room, from behind a NAT to a public address, over an uplink that goes and comes.
@RequiresLab
final class LabDirectTest {
    private static final int HOST = 1;
    private static final int GUEST = 2;

    @TempDir
    private Path folder;

    @Test
    void shouldPlayFromBehindANatAndAgainAfterAnOutage() throws IOException {
        Path invite = folder.resolve("invite");
        try (Lab lab = Lab.open(Access.ROUTED, Access.CONE);
                TuttiProcess alice = play(
                        lab,
                        HOST,
                        "alice",
                        "host",
                        "--direct",
                        "--advertise",
                        "198.18.1.2:4464",
                        "--invite-file",
                        invite.toString())) {
            alice.err().await("the invite", 0, line -> line.startsWith("Listening on "));
            try (TuttiProcess bob =
                    play(lab, GUEST, "bob", "join", Files.readString(invite).strip())) {
                Sounding.await(alice, "bob");
                Sounding.await(bob, "alice");

                lab.cut(GUEST);
                Sounding.awaitEnd(bob, "alice");
                lab.mend(GUEST);

                Sounding.await(bob, "alice");
                Sounding.await(alice, "bob");
            }
        }
    }

    private TuttiProcess play(Lab lab, int home, String name, String... role) {
        List<String> words = new ArrayList<>(List.of(role));
        words.addAll(List.of("--name", name, "--headless", "--stats", "0.1"));
        words.addAll(List.of("--driver", "virtual", "--in", "demo:" + name));
        words.addAll(List.of("--config", folder.resolve("config-" + name).toString()));
        return TuttiProcess.start(command -> lab.inHome(home, command), words);
    }
}
