package tutti.engine.cli;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tutti.engine.EngineConfig;
import tutti.nat.direct.DirectJoin;
import tutti.nat.direct.JoinState;
import tutti.nat.invite.DirectInvite;
import tutti.nat.invite.Invite;
import tutti.nat.invite.PasteOffer;
import tutti.nat.invite.RoomInvite;
import tutti.nat.mesh.PasteEndpoint;
import tutti.nat.mesh.RoomEndpoint;
import tutti.nat.portmap.PortMapper;
import tutti.nat.room.client.RoomSettings;
import tutti.nat.udp.UdpPort;

/// Accepts an invite and plays.
@Command(name = "join", mixinStandardHelpOptions = true, description = "Joins with an invite, and plays.")
final class JoinCommand implements Callable<Integer> {
    @Mixin
    private final EngineOptions options = new EngineOptions();

    @Mixin
    private final WayOptions ways = new WayOptions();

    @Parameters(
            index = "0",
            paramLabel = "INVITE",
            description = "The invite, in quotes: tutti://HOST:PORT/ROOM#SECRET.FINGERPRINT")
    private String invite = "";

    @Option(names = "--wait", description = "Go on trying when the host does not answer, instead of giving up.")
    private boolean patient;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        return switch (Invite.parse(invite)) {
            case DirectInvite direct -> joinDirect(direct);
            case RoomInvite room -> joinRoom(room);
            case PasteOffer offer -> answer(offer);
        };
    }

    private int joinRoom(RoomInvite room) {
        double statsSeconds = options.statsSeconds();
        EngineConfig config = options.engineConfig();
        SecureRandom random = new SecureRandom();
        RoomSettings settings = RoomSettings.guest(
                room, options.identity(), options.name(), options.wish(), random.nextLong(), System::nanoTime, random);
        AtomicReference<RoomEndpoint> entering = new AtomicReference<>();
        PortMapper mapper = ways.mapper(sentence -> {});
        try (Performance performance = new Performance(config, options, spec.commandLine())) {
            performance.inRoom(room.roomId());
            performance.open(listener -> {
                RoomEndpoint endpoint =
                        new RoomEndpoint(settings, ways.helpers(mapper), listener, performance::say, hosted -> {});
                entering.set(endpoint);
                return endpoint;
            });
            RoomEndpoint endpoint = entering.get();
            performance.obey(new Prompt(endpoint, room.server(), performance::say, performance::leaveSoon)::onLine);
            RoomEntry.await(endpoint, room.server(), patient, performance);
            performance.showRoom(endpoint, settings.identity().memberId(), false, RoomInvite::url);
            return performance.run(statsSeconds);
        } finally {
            if (mapper != null) {
                mapper.close();
            }
        }
    }

    private int answer(PasteOffer offer) {
        double statsSeconds = options.statsSeconds();
        EngineConfig config = options.engineConfig();
        PortMapper mapper = ways.mapper(sentence -> {});
        try (Performance performance = new Performance(config, options, spec.commandLine())) {
            performance.open(listener -> {
                PasteEndpoint endpoint = new PasteEndpoint(
                        options.identity(),
                        options.name(),
                        ways.helpers(mapper),
                        listener,
                        System::nanoTime,
                        new SecureRandom());
                endpoint.desk().answer(offer, reply -> {
                    performance.say("Send this back to " + offer.host().name() + ", who pastes it:");
                    performance.say("  " + reply);
                });
                return endpoint;
            });
            return performance.run(statsSeconds);
        } finally {
            if (mapper != null) {
                mapper.close();
            }
        }
    }

    private int joinDirect(DirectInvite parsed) {
        double statsSeconds = options.statsSeconds();
        InetSocketAddress host = parsed.resolve();
        EngineConfig config = options.engineConfig();
        InetSocketAddress anywhere =
                new InetSocketAddress(host.getAddress() instanceof Inet6Address ? "::" : "0.0.0.0", 0);
        AtomicReference<DirectJoin> joining = new AtomicReference<>();
        try (UdpPort port = UdpPort.open(anywhere, System::nanoTime);
                Performance performance = new Performance(config, options, spec.commandLine())) {
            performance.open(listener -> {
                DirectJoin join = new DirectJoin(
                        port, host, parsed.secret(), config.identity(), listener, System::nanoTime, new SecureRandom());
                joining.set(join);
                return join;
            });
            performance.showDirect("");
            awaitAnswer(joining.get(), host, performance);
            return performance.run(statsSeconds);
        }
    }

    private void awaitAnswer(DirectJoin join, InetSocketAddress host, Performance performance) {
        try {
            while (true) {
                switch (join.state()) {
                    case JoinState.Calling() -> TimeUnit.MILLISECONDS.sleep(10);
                    case JoinState.Joined joined -> {
                        return;
                    }
                    case JoinState.Unanswered(String advice) -> {
                        if (!patient) {
                            throw new UsageException("No answer from " + EndpointText.of(host)
                                    + "; check the address, the firewall and that the invite is current.");
                        }
                        performance.say(advice);
                        return;
                    }
                    case JoinState.Closed() -> throw new UsageException("The host has closed the session.");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
