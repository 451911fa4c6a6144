package tutti.engine.bench.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tutti.engine.bench.lab.RequiresLab;

/// A room, an invite, and a guest who hears the host, from behind every kind of router. How soon is measured by
/// `tutti bench connect`, on a computer that does nothing else.
@RequiresLab
final class RoomConnectTest {
    @ParameterizedTest
    @EnumSource(Pairing.class)
    void shouldHearTheHostByTheBestWayThereIs(Pairing pairing) throws IOException, InterruptedException {
        ConnectResult result = new ConnectBench(1, 0, sentence -> {}, System::nanoTime).run(pairing);

        assertEquals(1, result.connections().size());
    }
}
