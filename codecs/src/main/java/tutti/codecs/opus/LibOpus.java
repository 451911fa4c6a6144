package tutti.codecs.opus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/// The functions of one libopus, and nothing but them: the only class of this module that calls native code. Names
/// and meanings are those of `opus.h` (libopus 1.1 and later).
///
/// The state of an encoder or decoder lies in memory of the caller's (`opus_encoder_init`, not `_create`), so that it
/// lives and dies with an [Arena]. The calls are ordinary ones: a critical call could read Java's arrays in place,
/// but it holds up every safepoint, hence the callback's thread too, for as long as a frame takes to encode.
///
/// Immutable: two libraries can be loaded side by side. Each state is used by one thread at a time.
@SuppressWarnings("restricted")
final class LibOpus {
    static final int RESTRICTED_LOWDELAY = 2051;
    static final int SIGNAL_MUSIC = 3002;
    static final int BANDWIDTH_FULLBAND = 1105;

    static final int SET_BITRATE = 4002;
    static final int SET_VBR = 4006;
    static final int SET_BANDWIDTH = 4008;
    static final int SET_COMPLEXITY = 4010;
    static final int SET_INBAND_FEC = 4012;
    static final int SET_PACKET_LOSS_PERC = 4014;
    static final int SET_VBR_CONSTRAINT = 4020;
    static final int SET_FORCE_CHANNELS = 4022;
    static final int SET_SIGNAL = 4024;
    static final int SET_PREDICTION_DISABLED = 4042;
    static final int GET_LOOKAHEAD = 4027;

    /// What a state has to be aligned to: as `malloc` does.
    private static final int STATE_ALIGNMENT_BYTES = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle STRING_OF_NOTHING = handle(FunctionDescriptor.of(ADDRESS));
    /// What asking for the version does not need: made when the first state is, as each takes 10 ms of a cold start.
    private static final class Calls {
        static final MethodHandle STRING_OF_CODE = handle(FunctionDescriptor.of(ADDRESS, JAVA_INT));
        static final MethodHandle GET_SIZE = handle(FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle ENCODER_INIT =
                handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle DECODER_INIT = handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
        static final MethodHandle CTL_SET =
                handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
        static final MethodHandle CTL_GET =
                handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS), Linker.Option.firstVariadicArg(2));
        static final MethodHandle ENCODE =
                handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle DECODE =
                handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    }

    private final MemorySegment strerror;
    private final MemorySegment versionString;
    private final MemorySegment encoderSize;
    private final MemorySegment encoderInit;
    private final MemorySegment encoderCtl;
    private final MemorySegment encode;
    private final MemorySegment decoderSize;
    private final MemorySegment decoderInit;
    private final MemorySegment decode;

    private LibOpus(SymbolLookup library) {
        strerror = library.findOrThrow("opus_strerror");
        versionString = library.findOrThrow("opus_get_version_string");
        encoderSize = library.findOrThrow("opus_encoder_get_size");
        encoderInit = library.findOrThrow("opus_encoder_init");
        encoderCtl = library.findOrThrow("opus_encoder_ctl");
        encode = library.findOrThrow("opus_encode_float");
        decoderSize = library.findOrThrow("opus_decoder_get_size");
        decoderInit = library.findOrThrow("opus_decoder_init");
        decode = library.findOrThrow("opus_decode_float");
    }

    /// Opens a shared library for good, wherever the system keeps those of that name; empty if there is none, or if
    /// it lacks a function.
    static Optional<LibOpus> load(String name) {
        return load(() -> SymbolLookup.libraryLookup(name, Arena.global()));
    }

    /// Opens a shared library for good; empty if the system refuses it, or if it lacks a function.
    static Optional<LibOpus> load(Path file) {
        return load(() -> SymbolLookup.libraryLookup(file, Arena.global()));
    }

    private static Optional<LibOpus> load(Supplier<SymbolLookup> library) {
        try {
            return Optional.of(new LibOpus(library.get()));
        } catch (IllegalArgumentException | NoSuchElementException notThere) {
            return Optional.empty();
        }
    }

    /// What the library calls itself, for example `libopus 1.3.1`.
    String version() {
        try {
            return string((MemorySegment) STRING_OF_NOTHING.invokeExact(versionString));
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// What an error code means, in libopus' words.
    String error(int code) {
        try {
            return string((MemorySegment) Calls.STRING_OF_CODE.invokeExact(strerror, code));
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Makes the state of an encoder in restricted low delay, which lives as long as the arena.
    ///
    /// @throws IllegalArgumentException if libopus does not know the rate or the number of channels
    MemorySegment newEncoder(Arena arena, int sampleRateHz, int numChannels) {
        try {
            int bytes = (int) Calls.GET_SIZE.invokeExact(encoderSize, numChannels);
            MemorySegment state = state(arena, bytes);
            require((int)
                    Calls.ENCODER_INIT.invokeExact(encoderInit, state, sampleRateHz, numChannels, RESTRICTED_LOWDELAY));
            return state;
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Makes the state of a decoder, which lives as long as the arena.
    ///
    /// @throws IllegalArgumentException if libopus does not know the rate or the number of channels
    MemorySegment newDecoder(Arena arena, int sampleRateHz, int numChannels) {
        try {
            int bytes = (int) Calls.GET_SIZE.invokeExact(decoderSize, numChannels);
            MemorySegment state = state(arena, bytes);
            require((int) Calls.DECODER_INIT.invokeExact(decoderInit, state, sampleRateHz, numChannels));
            return state;
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Sets an option of an encoder.
    ///
    /// @throws IllegalArgumentException if libopus does not know it, or refuses the value
    void set(MemorySegment encoder, int request, int value) {
        try {
            require((int) Calls.CTL_SET.invokeExact(encoderCtl, encoder, request, value));
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Asks an encoder for a number.
    int get(MemorySegment encoder, int request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_INT);
            require((int) Calls.CTL_GET.invokeExact(encoderCtl, encoder, request, answer));
            return answer.get(JAVA_INT, 0);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Encodes interleaved float32 frames.
    ///
    /// @return the packet's bytes, or a negative error code
    int encode(MemorySegment encoder, MemorySegment pcm, int numFrames, MemorySegment packet) {
        try {
            return (int) Calls.ENCODE.invokeExact(encode, encoder, pcm, numFrames, packet, (int) packet.byteSize());
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Decodes to interleaved float32 frames.
    ///
    /// @param packet [MemorySegment#NULL] to conceal `numFrames` frames
    /// @param numFrames room in `pcm`
    /// @param fec 1 to decode what the packet says of the one before it, else 0
    /// @return the frames decoded, or a negative error code
    int decode(MemorySegment decoder, MemorySegment packet, int numBytes, MemorySegment pcm, int numFrames, int fec) {
        try {
            return (int) Calls.DECODE.invokeExact(decode, decoder, packet, numBytes, pcm, numFrames, fec);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    private void require(int code) {
        if (code < 0) {
            throw new IllegalArgumentException("libopus refuses that: " + error(code) + ".");
        }
    }

    private static MemorySegment state(Arena arena, int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("libopus knows one channel and two channels, no other number.");
        }
        return arena.allocate(bytes, STATE_ALIGNMENT_BYTES);
    }

    private static String string(MemorySegment zeroTerminated) {
        return zeroTerminated.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static MethodHandle handle(FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(type, options);
    }

    /// A downcall throws nothing of its own: what comes here is a refusal, a mistake in this class, or an error of
    /// the VM's.
    private static RuntimeException broken(Throwable t) {
        return switch (t) {
            case Error error -> throw error;
            case IllegalArgumentException refused -> refused;
            default -> new IllegalStateException("A call into libopus failed.", t);
        };
    }
}
