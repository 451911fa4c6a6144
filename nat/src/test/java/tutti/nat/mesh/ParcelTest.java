package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.room.client.RoomSession;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.StrictJson;

class ParcelTest {
    @Test
    void shouldReadWhatItWrote() throws MalformedMessageException {
        Parcel parcel = new Parcel("desk", Bytes.of(new byte[] {1, -2, 3}));
        assertEquals(parcel, Parcel.read(StrictJson.parse(parcel.json())));
        assertTrue(Parcel.isOne(StrictJson.parse(parcel.json())));
        assertFalse(Parcel.isOne(StrictJson.parse(SignalJson.encode(new Signal.Relayed()))));
    }

    @Test
    void shouldFitASignalWhenItIsFull() throws MalformedMessageException {
        Parcel full = new Parcel("0123456789abcdef", Bytes.of(new byte[Parcel.MAX_BYTES]));
        assertTrue(full.json().getBytes(StandardCharsets.UTF_8).length <= RoomSession.MAX_SIGNAL_BYTES);
        assertEquals(full, Parcel.read(StrictJson.parse(full.json())));
    }

    @Test
    void shouldBeNeitherTooLongNorOfAnUnspeakableKind() {
        Bytes tooLong = Bytes.of(new byte[Parcel.MAX_BYTES + 1]);
        assertThrows(IllegalArgumentException.class, () -> new Parcel("desk", tooLong));
        assertThrows(IllegalArgumentException.class, () -> new Parcel("Desk", Bytes.of(new byte[0])));
        assertThrows(IllegalArgumentException.class, () -> new Parcel("", Bytes.of(new byte[0])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"parcel\"}",
                "{\"type\":\"parcel\",\"kind\":\"desk\"}",
                "{\"type\":\"parcel\",\"kind\":\"a b\",\"body\":\"\"}",
                "{\"type\":\"parcel\",\"kind\":\"desk\",\"body\":\"?\"}",
                "{\"type\":\"parcel\",\"kind\":\"desk\",\"body\":7}",
            })
    void shouldRefuseWhatIsNone(String json) throws MalformedMessageException {
        var fields = StrictJson.parse(json);
        assertThrows(MalformedMessageException.class, () -> Parcel.read(fields));
    }
}
