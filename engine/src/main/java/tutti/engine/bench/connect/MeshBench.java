package tutti.engine.bench.connect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import tutti.engine.bench.Figure;
import tutti.engine.bench.lab.Access;
import tutti.engine.bench.lab.Lab;
import tutti.engine.bench.lab.LabStage;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;

/// How long it takes a host and guests who all come at once, each from a home of its own, until everybody hears
/// everybody.
///
/// Thread: one.
public final class MeshBench {
    private static final double WANTED_SECONDS = 5;

    private final int numPlayers;
    private final LongSupplier clockNs;

    /// @param numPlayers host included, 2 to 10
    /// @param clockNs `System::nanoTime`
    public MeshBench(int numPlayers, LongSupplier clockNs) {
        this.numPlayers = numPlayers;
        this.clockNs = clockNs;
    }

    /// Measures once.
    ///
    /// @return from the guests' commands, and from when the last guest's engine ran, to the last of all streams
    /// @throws tutti.engine.bench.lab.LabException if this computer permits no lab
    /// @throws IllegalStateException if somebody does not hear everybody within a minute
    /// @throws InterruptedException if the thread is asked to stop
    public List<Figure> run() throws IOException, InterruptedException {
        List<Diary> diaries = new ArrayList<>();
        List<Musician> guests = new ArrayList<>();
        Access[] homes = Collections.nCopies(numPlayers, Access.CONE).toArray(Access[]::new);
        Diary hosts = new Diary();
        diaries.add(hosts);
        try (LabStage stage = new LabStage(Lab.open(homes), false, clockNs);
                Musician host = stage.host(List.of(), hosts)) {
            try {
                double invitedSeconds = stage.nowSeconds();
                for (int player = 1; player < numPlayers; player++) {
                    Diary diary = new Diary();
                    diaries.add(diary);
                    guests.add(stage.guest(LabStage.HOST + player, "guest" + player, List.of(), diary));
                }
                Predicate<EngineStats> hearsAll = stats -> stats.playing().size() == numPlayers - 1;
                for (Diary diary : diaries) {
                    stage.await(
                            "everybody to hear everybody",
                            () -> diary.first(0, hearsAll).isPresent(),
                            host);
                }
                stage.await(
                        "the host to hear everybody",
                        () -> hosts.first(0, hearsAll).isPresent(),
                        host);
                double runningSeconds = last(diaries.subList(1, diaries.size()), stats -> true);
                double heardSeconds = last(diaries, hearsAll);
                int numStreams = numPlayers * (numPlayers - 1);
                return List.of(
                        Figure.told(
                                numStreams + " streams, from the commands of " + guests.size() + " guests",
                                Math.round(100 * (heardSeconds - invitedSeconds)) / 100.0 + " s"),
                        Figure.atMost(
                                numStreams + " streams, from when the last engine ran",
                                heardSeconds - runningSeconds,
                                WANTED_SECONDS,
                                "s"));
            } finally {
                guests.forEach(Musician::close);
            }
        }
    }

    private static double last(List<Diary> diaries, Predicate<EngineStats> isWanted) {
        return diaries.stream()
                .mapToDouble(diary -> diary.first(0, isWanted).orElseThrow().timeSeconds())
                .max()
                .orElseThrow();
    }
}
