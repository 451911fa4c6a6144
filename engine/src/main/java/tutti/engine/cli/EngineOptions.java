package tutti.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.engine.EngineConfig;
import tutti.engine.adapt.AdaptSettings;
import tutti.engine.receive.BufferTarget;
import tutti.nat.identity.Identity;
import tutti.nat.link.PeerIdentity;
import tutti.nat.room.Role;

/// What host and join have in common.
final class EngineOptions {
    @Mixin
    private final DriverOptions driver = new DriverOptions();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Your name, as the others see it.")
    private String name = "";

    @Option(
            names = "--track",
            paramLabel = "NAME:CHANNELS",
            description = "A track to send, for example guitar:1; repeatable (default: main:2).")
    private List<String> tracks = new ArrayList<>();

    @Option(names = "--listener", description = "Only listen: send nothing.")
    private boolean listener;

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            defaultValue = "L24",
            description = "L16, L24, L32F or opus (default: L24).")
    private String codec = "L24";

    @Mixin
    private final OpusOptions opus = new OpusOptions();

    @Option(
            names = "--buffer",
            paramLabel = "[NAME=]MS",
            description = "Delay kept against jitter: auto, or 0 to 500 ms (default: auto); NAME=MS for one player.")
    private List<String> buffers = new ArrayList<>();

    @Option(
            names = "--dropout-budget",
            paramLabel = "PERCENT",
            description = "Share of the sound that auto may let come too late to be heard (default: 0.1).")
    private @Nullable Double dropoutPercent;

    @Option(
            names = "--no-adapt",
            description = "Send what was asked for, whatever the network does: no automatic quality, no redundancy.")
    private boolean fixedQuality;

    @Option(
            names = "--max-bandwidth",
            paramLabel = "KBPS",
            description = "The most to send to one player, in kbit/s, all tracks and headers (default: no limit).")
    private @Nullable Integer maxKbps;

    @Option(names = "--headless", description = "Open no console.")
    private boolean headless;

    @Option(
            names = "--stats",
            paramLabel = "S",
            description = "Print a line of JSON to standard output every S seconds.")
    private @Nullable Double statsSeconds;

    @Mixin
    private final ControlOptions control = new ControlOptions();

    @Option(
            names = "--until-eof",
            description = "Leave when standard input ends, so that no engine outlives the program that started it.")
    private boolean untilEof;

    @Option(names = "--config", paramLabel = "FOLDER", description = "Where settings are kept (default: the user's).")
    private @Nullable Path configFolder;

    DriverOptions driver() {
        return driver;
    }

    /// Whether no console is wanted.
    boolean isHeadless() {
        return headless;
    }

    /// Whether the end of standard input is the end of the session.
    boolean endsWithInput() {
        return untilEof;
    }

    /// Seconds between lines of statistics, 0 for none.
    double statsSeconds() {
        if (statsSeconds == null) {
            return 0;
        }
        if (!(statsSeconds >= 0.05 && statsSeconds <= 3600)) {
            throw new UsageException("--stats takes 0.05 to 3600 seconds, not " + statsSeconds + ".");
        }
        return statsSeconds;
    }

    /// The doors to the control tree that were asked for, checked.
    ControlOptions.Wish doors() {
        return control.wish(headless);
    }

    Path configFolder() {
        return configFolder == null ? ConfigFolder.ofUser() : configFolder;
    }

    static CodecSet codecs() {
        return OpusOptions.codecs();
    }

    /// The engine's configuration, checked.
    EngineConfig engineConfig() {
        if (!PeerIdentity.isName(name)) {
            throw new UsageException(
                    "A name is 1 to 32 letters, digits, '-', '_' or '.', but --name is \"" + name + "\".");
        }
        if (listener && !tracks.isEmpty()) {
            throw new UsageException("A listener sends nothing; leave out --track, or --listener.");
        }
        AudioCodec chosen = opus.codec(codec);
        try {
            List<EngineConfig.Track> parsed = new ArrayList<>();
            for (String track : tracks.isEmpty() && !listener ? List.of("main:2") : tracks) {
                parsed.add(parseTrack(track, chosen));
            }
            BufferTarget target = bufferTarget();
            buffersByPlayer();
            AdaptSettings adapt = adaptSettings();
            EngineConfig nameless = new EngineConfig(new PeerIdentity("0".repeat(32), name), parsed, target, adapt);
            // The file last, so that no mistake leaves one behind.
            return new EngineConfig(new PeerIdentity(identity().memberId(), name), nameless.tracks(), target, adapt);
        } catch (IllegalArgumentException invalid) {
            throw new UsageException(String.valueOf(invalid.getMessage()));
        }
    }

    /// This player's key and certificate; made if there is none.
    Identity identity() {
        return ConfigFolder.identity(configFolder(), name);
    }

    /// What the player wants to be in a room.
    Role wish() {
        return listener ? Role.LISTENER : Role.PERFORMER;
    }

    /// The name that the player asks for.
    String name() {
        return name;
    }

    /// The delays asked for by players' names.
    Map<String, BufferTarget> buffersByPlayer() {
        Map<String, BufferTarget> byPlayer = new LinkedHashMap<>();
        for (String text : buffers) {
            int equals = text.indexOf('=');
            if (equals > 0) {
                byPlayer.put(text.substring(0, equals), bufferTarget(text.substring(equals + 1)));
            }
        }
        return byPlayer;
    }

    private BufferTarget bufferTarget() {
        return buffers.stream()
                .filter(text -> text.indexOf('=') <= 0)
                .reduce((first, last) -> last)
                .map(this::bufferTarget)
                .orElseGet(() -> bufferTarget("auto"));
    }

    private BufferTarget bufferTarget(String text) {
        BufferTarget target = BufferTarget.parse(text);
        return target instanceof BufferTarget.Auto && dropoutPercent != null
                ? new BufferTarget.Auto(dropoutPercent / 100)
                : target;
    }

    private AdaptSettings adaptSettings() {
        if (maxKbps != null && maxKbps == 0) {
            throw new UsageException("--max-bandwidth 0 would send nothing; leave it out for no limit.");
        }
        return new AdaptSettings(!fixedQuality, maxKbps == null ? 0 : maxKbps);
    }

    private static EngineConfig.Track parseTrack(String text, AudioCodec codec) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                return new EngineConfig.Track(
                        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), codec);
            }
        } catch (NumberFormatException notANumber) {
            throw badTrack(text);
        }
        throw badTrack(text);
    }

    private static UsageException badTrack(String text) {
        return new UsageException("A track is NAME:CHANNELS, for example --track guitar:1, not \"" + text + "\".");
    }
}
