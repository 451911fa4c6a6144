package tutti.engine.bench.connect;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tutti.engine.bench.lab.LabStage;

/// What may happen to two who play.
public enum Interruption {
    /// The room server is killed, and started again after a while.
    SERVER("the room server dies and is back after 3 s", 0.1) {
        @Override
        void happen(LabStage stage) throws IOException, InterruptedException {
            stage.room().kill();
            TimeUnit.SECONDS.sleep(AWAY_SECONDS);
            stage.room().restart();
        }
    },
    /// A second network card comes, and the first one goes a while later.
    CARD("another network card, and the first is unplugged 3 s later", Double.NaN) {
        @Override
        void happen(LabStage stage) throws InterruptedException {
            stage.lab().addSecondCard(LabStage.GUEST);
            TimeUnit.SECONDS.sleep(AWAY_SECONDS);
            stage.lab().unplugFirstCard(LabStage.GUEST);
        }
    },
    /// The computer has another address from one moment to the next.
    ADDRESS("another address at once", Double.NaN) {
        @Override
        void happen(LabStage stage) {
            stage.lab().renumber(LabStage.GUEST, 77);
        }
    },
    /// Nothing comes or goes for a while; the time without counts from its end on.
    OUTAGE("an outage of 3 s, from its end on", 2) {
        @Override
        void happen(LabStage stage) throws InterruptedException {
            stage.lab().cut(LabStage.GUEST);
            TimeUnit.SECONDS.sleep(AWAY_SECONDS);
            stage.lab().mend(LabStage.GUEST);
        }
    };

    private static final int AWAY_SECONDS = 3;

    private final String words;
    private final double wantedSeconds;

    Interruption(String words, double wantedSeconds) {
        this.words = words;
        this.wantedSeconds = wantedSeconds;
    }

    abstract void happen(LabStage stage) throws IOException, InterruptedException;

    /// In tables.
    String words() {
        return words;
    }

    /// The longest time without sound that is asked for, NaN if none is.
    double wantedSeconds() {
        return wantedSeconds;
    }
}
