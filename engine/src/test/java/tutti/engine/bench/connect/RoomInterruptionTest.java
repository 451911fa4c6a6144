package tutti.engine.bench.connect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tutti.engine.bench.lab.Access;
import tutti.engine.bench.lab.Lab;
import tutti.engine.bench.lab.LabStage;
import tutti.engine.bench.lab.RequiresLab;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;

/// What happens to those who play when something happens to the room or the network. How soon they are back is
/// measured by `tutti bench connect --interrupt`.
@RequiresLab
final class RoomInterruptionTest {
    private static final int THIRD = 3;

    @Test
    void shouldPlayOnWhileTheServerIsAway() throws IOException, InterruptedException {
        Silence silence =
                new InterruptionBench(sentence -> {}, System::nanoTime).run(Pairing.CONE_CONE, Interruption.SERVER);

        // Away for 3 s and the time of a start; a busy computer may stutter.
        assertTrue(silence.hostSeconds() < 2 && silence.guestSeconds() < 2, "" + silence);
    }

    @ParameterizedTest
    @EnumSource(
            value = Interruption.class,
            names = {"CARD", "ADDRESS", "OUTAGE"})
    void shouldHearEachOtherAgain(Interruption interruption) throws IOException, InterruptedException {
        Silence silence = new InterruptionBench(sentence -> {}, System::nanoTime).run(Pairing.CONE_CONE, interruption);

        assertTrue(Double.isFinite(silence.hostSeconds()) && Double.isFinite(silence.guestSeconds()), "" + silence);
    }

    @Test
    void shouldFindTheSameNamesInTheRoomWhenTheServerIsBack() throws IOException, InterruptedException {
        AtomicReference<EngineStats> carols = new AtomicReference<>(EngineStats.nothing());
        try (LabStage stage = new LabStage(Lab.open(Access.CONE, Access.CONE, Access.CONE), false, System::nanoTime);
                Musician _ = stage.host(List.of(), stats -> {});
                Musician bob = stage.guest(List.of(), stats -> {})) {
            stage.await("bob to hear alice", bob::isPlaying, bob);
            stage.room().kill();
            stage.room().restart();

            try (Musician carol = stage.guest(THIRD, "carol", List.of(), carols::set)) {
                stage.await(
                        "carol to be linked to both, under the names that they had",
                        () -> Set.copyOf(carols.get().peers()).equals(Set.of(LabStage.HOST_NAME, LabStage.GUEST_NAME)),
                        carol);
            }
        }
    }
}
