package tutti.engine.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tutti.engine.EngineConfig;
import tutti.nat.identity.Identity;
import tutti.nat.invite.Invite;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.mesh.IceHelpers;
import tutti.nat.mesh.RoomEndpoint;
import tutti.nat.portmap.MappingResult;
import tutti.nat.portmap.PortMapper;
import tutti.nat.portmap.Protocol;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.client.RoomSettings;

/// `tutti host`: opens a room, or comes back to it, and plays in it.
final class RoomHosting {
    /// Renewed as long as the room is open.
    private static final Duration MAPPING = Duration.ofHours(2);

    private final EngineOptions options;
    private final WayOptions ways;
    private final CommandLine command;
    private final InviteFile file;
    private final String title;
    private final boolean newRoom;
    private final boolean showPicture;

    RoomHosting(
            EngineOptions options,
            WayOptions ways,
            CommandLine command,
            InviteFile file,
            String title,
            boolean newRoom,
            boolean showPicture) {
        this.options = options;
        this.ways = ways;
        this.command = command;
        this.file = file;
        this.title = title;
        this.newRoom = newRoom;
        this.showPicture = showPicture;
    }

    private void say(String sentence) {
        command.getErr().println(sentence);
    }

    /// Plays in a room on somebody's server until asked to end.
    int run(ServerUrl server) {
        EngineConfig config = options.engineConfig();
        file.check();
        PortMapper mapper = ways.mapper(this::say);
        try {
            return play(config, () -> new Servers(server, server), ways.helpers(mapper));
        } finally {
            close(mapper);
        }
    }

    private static void close(@Nullable PortMapper mapper) {
        if (mapper != null) {
            mapper.close();
        }
    }

    /// Serves the room on this computer, opens the way to it, and plays in it.
    ///
    /// @param listen `ADDR:PORT`
    /// @param advertise what the invite says, or null for what can be found out
    /// @param serverWords further words for the server
    int runWithOwnServer(String listen, @Nullable String advertise, List<String> serverWords) {
        EngineConfig config = options.engineConfig();
        file.check();
        String here =
                OwnAddress.reachable(EndpointText.parse(listen, "--listen")).getHostAddress();
        Path data = options.configFolder().resolve("room");
        PortMapper mapper = ways.mapper(this::say);
        AtomicReference<RoomProcess> process = new AtomicReference<>();
        try {
            return play(
                    config,
                    () -> {
                        RoomProcess started = RoomProcess.open(listen, data, serverWords, this::say);
                        process.set(started);
                        ServerUrl told = ServerUrl.parse(started.awaitUrl());
                        ServerUrl inside = new ServerUrl(here, told.port(), told.pinned());
                        return new Servers(inside, outside(inside, advertise, mapper));
                    },
                    ways.helpers(mapper));
        } finally {
            RoomProcess started = process.get();
            if (started != null) {
                started.close();
            }
            close(mapper);
        }
    }

    /// Where the room is kept.
    ///
    /// @param ours how we reach the server
    /// @param invited how those who are invited reach it
    private record Servers(ServerUrl ours, ServerUrl invited) {}

    /// How the server is reached from outside this network.
    private ServerUrl outside(ServerUrl inside, @Nullable String advertise, @Nullable PortMapper mapper) {
        if (advertise != null) {
            HostAndPort named = HostAndPort.parse(advertise, "--advertise");
            return new ServerUrl(named.host(), named.port(), inside.pinned());
        }
        if (mapper == null) {
            return inside;
        }
        return switch (mapper.map(Protocol.TCP, inside.port(), inside.port(), MAPPING)) {
            case MappingResult.Mapped(InetSocketAddress external, String how, Duration _) -> {
                mapper.map(Protocol.UDP, inside.port(), external.getPort(), MAPPING);
                say("Your router lets the others in (" + how + ").");
                yield new ServerUrl(external.getAddress().getHostAddress(), external.getPort(), inside.pinned());
            }
            case MappingResult.NotNeeded(InetSocketAddress address) ->
                new ServerUrl(address.getAddress().getHostAddress(), inside.port(), inside.pinned());
            case MappingResult.Refused(String reason) -> {
                say("Nobody outside your network can reach this room: " + reason);
                say("Type paste to invite somebody who pastes an answer back to you, or use a room server with"
                        + " --room.");
                yield inside;
            }
        };
    }

    /// @param servers asked for when the sound system is there, so that a mistake starts nothing
    private int play(EngineConfig config, Supplier<Servers> servers, IceHelpers helpers) {
        double statsSeconds = options.statsSeconds();
        Identity identity = options.identity();
        SecureRandom random = new SecureRandom();
        HostedRoom hosted = room(identity, random);
        keep(hosted);
        AtomicReference<Servers> found = new AtomicReference<>();
        AtomicReference<RoomEndpoint> room = new AtomicReference<>();
        try (Performance performance = new Performance(config, options, command)) {
            performance.inRoom(hosted.roomId());
            performance.open(listener -> {
                Servers both = servers.get();
                found.set(both);
                RoomSettings settings = RoomSettings.host(
                        both.ours,
                        hosted,
                        title,
                        identity,
                        options.name(),
                        options.wish(),
                        random.nextLong(),
                        System::nanoTime,
                        random);
                RoomEndpoint endpoint = new RoomEndpoint(settings, helpers, listener, performance::say, renewed -> {
                    keep(renewed);
                    file.write(renewed.invite(both.invited));
                });
                room.set(endpoint);
                return endpoint;
            });
            RoomEndpoint endpoint = room.get();
            ServerUrl invited = found.get().invited;
            performance.obey(new Prompt(endpoint, invited, performance::say, performance::leaveSoon)::onLine);
            RoomEntry.await(endpoint, found.get().ours, true, performance);
            performance.showRoom(
                    endpoint,
                    identity.memberId(),
                    true,
                    ours -> new RoomInvite(invited, ours.roomId(), ours.epoch(), ours.secret()).url());
            Invite invite = hosted.invite(invited);
            file.write(invite);
            InviteWords.show(invite, performance::say);
            if (showPicture) {
                InviteWords.showPicture(invite, performance::say);
            }
            return performance.run(statsSeconds);
        }
    }

    private Path roomFile() {
        return options.configFolder().resolve("rooms").resolve(options.name() + ".room");
    }

    private HostedRoom room(Identity identity, SecureRandom random) {
        Path kept = roomFile();
        try {
            if (!newRoom && Files.isRegularFile(kept)) {
                PrivateFile.protect(kept);
                HostedRoom before = HostedRoom.parse(Files.readString(kept));
                if (before.isHostedBy(identity)) {
                    return before;
                }
            }
        } catch (IOException | IllegalArgumentException unusable) {
            throw new UsageException(kept + " should hold your last room and does not (" + unusable.getMessage()
                    + "); open another one with --new-room.");
        }
        return HostedRoom.create(identity, random);
    }

    private void keep(HostedRoom room) {
        Path kept = roomFile();
        try {
            Files.createDirectories(kept.getParent());
            PrivateFile.write(kept, room.text() + "\n");
        } catch (IOException unwritable) {
            throw new UsageException("The room cannot be kept in " + kept + " (" + unwritable.getMessage()
                    + "); choose another folder with --config.");
        }
    }
}
