package tutti.codecs;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The codecs that this engine speaks, found by what options and stream descriptions call them. A set is put together
/// at the start, because a codec with a native library may be absent on some computers.
///
/// Immutable. Thread: any. RT-safe: no.
///
/// @param codecs the codecs, the first being the one to prefer
public record CodecSet(List<AudioCodec> codecs) {
    /// @throws IllegalArgumentException if two codecs share a name (upper and lower case are the same) or a payload
    ///     type
    public CodecSet {
        codecs = List.copyOf(codecs);
        Set<Object> taken = new HashSet<>();
        for (AudioCodec codec : codecs) {
            if (!taken.add(codec.name().toUpperCase(Locale.ROOT)) || !taken.add(codec.payloadType())) {
                throw new IllegalArgumentException("The name or the payload type of codec " + codec.name()
                        + " is taken by another: give each codec its own.");
            }
        }
    }

    /// This set and one codec more.
    public CodecSet plus(AudioCodec codec) {
        return new CodecSet(Stream.concat(codecs.stream(), Stream.of(codec)).toList());
    }

    /// The codec of that name, upper and lower case being the same, if it is one that people may choose.
    public Optional<AudioCodec> byName(String name) {
        return codecs.stream()
                .filter(codec -> codec.isOffered() && codec.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// The codec of that RTP payload type.
    public Optional<AudioCodec> byPayloadType(int payloadType) {
        return codecs.stream()
                .filter(codec -> codec.payloadType() == payloadType)
                .findFirst();
    }

    /// All names that people may choose from, for a sentence, for example `L16, L24, L32F`.
    public String names() {
        return codecs.stream()
                .filter(AudioCodec::isOffered)
                .map(AudioCodec::name)
                .collect(Collectors.joining(", "));
    }
}
