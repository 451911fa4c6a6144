package tutti.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.EngineConfig;
import tutti.engine.adapt.AdaptSettings;
import tutti.engine.adapt.TrackQuality;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakeDriver;
import tutti.engine.fake.FakeLink;
import tutti.engine.fake.FakePort;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.os.WakeSignal;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.FitAgent;
import tutti.engine.send.SendAgent;
import tutti.engine.telemetry.PeerSnapshot;
import tutti.engine.wire.EngineDescription;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.SenderReport;
import tutti.engine.wire.StreamHealth;
import tutti.engine.wire.TrackDescription;
import tutti.nat.link.LinkListener;
import tutti.nat.link.PeerIdentity;

/// The conductor on a driver and links that are turned by hand; a [FakePort] that is written after it was closed
/// throws, so every turn of the driver also checks that no plan names a closed port.
class ConductorTest {
    private static final DriverFormat FORMAT = new DriverFormat(48_000, 64);
    private static final long MS = 1_000_000;

    private final FakeDriver driver = new FakeDriver(FORMAT);
    private final List<String> notices = new ArrayList<>();
    private long nowNs;
    private final ProcessCycle cycle = new ProcessCycle(() -> nowNs, new CycleTimer());
    private final SendAgent sendAgent = new SendAgent(WakeSignal.none(), () -> nowNs);
    private final Conductor conductor = conductor(new EngineConfig.Track("main", 2, PcmCodec.L24));
    private final LinkListener links = conductor.linkListener();
    private final FakeLink bob = new FakeLink("bob", 0xb, 1);

    @Test
    void shouldOpenTheLocalPorts() {
        assertEquals(List.of("send_main_1", "send_main_2", "monitor_1", "monitor_2"), driver.portNames());
    }

    @Test
    void shouldDescribeItselfToWhoComesAndSendToHim() {
        join(bob);
        EngineDescription description =
                EngineDescription.decode(bob.descriptions.getFirst()).orElseThrow();

        assertEquals(1, bob.descriptions.size());
        assertEquals(FORMAT, description.format());
        assertEquals(
                List.of("main"),
                description.tracks().stream().map(TrackDescription::name).toList());
        assertEquals(List.of("bob is here."), notices);
        turn(3);
        assertEquals(3, sendAgent.doWork());
        assertEquals(3, bob.rtp.size());
        assertEquals(description.tracks().getFirst().ssrc(), ssrcOf(bob.rtp.getFirst()));
    }

    @Test
    void shouldOpenAPortForEachChannelOfEachTrack() {
        join(bob);
        describe(bob, FORMAT, track("guitar", 1, 7), track("keys", 2, 8));

        assertEquals(List.of("bob/guitar_1", "bob/keys_1", "bob/keys_2"), peerPorts());
        assertEquals(Set.of(7, 8), bob.accepted);
    }

    @Test
    void shouldPlayWhatComes() {
        join(bob);
        describe(bob, FORMAT, track("main", 2, 7));
        hear(bob, 7, 400);

        assertEquals(0.5f, driver.port("bob/main_1").samples[0]);
        assertEquals(-0.25f, driver.port("bob/main_2").samples[63]);
        assertEquals(0.5f, driver.port("monitor_1").samples[0]);
        PeerSnapshot snapshot = conductor.peerSnapshots().getFirst();
        assertEquals("bob", snapshot.name());
        assertTrue(snapshot.connected());
        assertTrue(snapshot.streams().getFirst().playing());
        assertEquals(400, snapshot.streams().getFirst().counters().receivedPackets());
        assertEquals(-6.02, snapshot.streams().getFirst().level().peakDb(), 0.1);
    }

    @Test
    void shouldTellPeersOfOneNameApart() {
        FakeLink other = new FakeLink("bob", 0xc, 2);
        FakeLink third = new FakeLink("bob", 0xd, 3);
        join(bob);
        join(other);
        join(third);
        for (FakeLink link : List.of(bob, other, third)) {
            describe(link, FORMAT, track("main", 1, 7));
        }

        assertEquals(List.of("bob/main_1", "bob-2/main_1", "bob-3/main_1"), peerPorts());
    }

    @Test
    void shouldPassOverAnInventedNameThatIsTaken() {
        FakeLink second = new FakeLink("bob-2", 0xc, 2);
        FakeLink third = new FakeLink("bob", 0xd, 3);
        join(bob);
        join(second);
        join(third);

        assertEquals(List.of("bob is here.", "bob-2 is here.", "bob-3 is here."), notices);
    }

    @Test
    void shouldKeepPortsAndNameOfWhoIsAway() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        FakePort port = driver.port("bob/main_1");
        links.onLinkDown(bob, "The link is silent.", false);
        pass(10_000);
        assertFalse(port.closed);
        assertEquals("bob is gone: The link is silent.", notices.getLast());
        assertFalse(conductor.peerSnapshots().getFirst().connected());

        FakeLink again = new FakeLink("bob", 0xb, 2);
        join(again);
        describe(again, FORMAT, track("main", 1, 9));
        assertSame(port, driver.port("bob/main_1"));
        assertEquals(List.of("bob/main_1"), peerPorts());
        assertEquals(Set.of(9), again.accepted);
        hear(again, 9, 400);
        assertEquals(0.5f, port.samples[0]);
    }

    @Test
    void shouldStopSendingToWhoHasLeftAndSilenceHim() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        hear(bob, 7, 400);
        links.onLinkDown(bob, "", true);
        conductor.doWork();
        turn(1);
        sendAgent.doWork();
        int sent = bob.rtp.size();
        turn(10);
        sendAgent.doWork();

        assertEquals(sent, bob.rtp.size());
        assertEquals("bob has left.", notices.getLast());
        FakePort port = driver.port("bob/main_1");
        int writes = port.writes;
        turn(1);
        assertEquals(writes + 1, port.writes, "his last sound fades");
        pass(600);
        writes = port.writes;
        turn(10);
        assertEquals(writes, port.writes, "then the port is left to silence");
    }

    /// The link comes back before the fade is over: the stream is the same, the link is another one.
    @Test
    void shouldNotPlayWhoMayNotBeHeardWhateverElseHeSends() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        hear(bob, 7, 400);
        links.onHeard(bob, false);
        conductor.doWork();
        turn(2);
        assertEquals(0f, driver.port("bob/main_1").samples[0]);
        assertFalse(conductor.peerSnapshots().getFirst().heard());
        describe(bob, FORMAT, track("main", 1, 7), track("keys", 1, 8));
        hear(bob, 8, 400);
        assertEquals(0f, driver.port("bob/keys_1").samples[0]);

        links.onHeard(bob, true);
        describe(bob, FORMAT, track("main", 1, 7), track("keys", 1, 9));
        hear(bob, 9, 400);
        assertEquals(0.5f, driver.port("bob/keys_1").samples[0]);
        assertTrue(notices.contains("bob can be heard."));
    }

    @Test
    void shouldLetAStreamInThatComesBackAtOnceOnAnotherLink() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        hear(bob, 7, 400);
        links.onLinkDown(bob, "", false);
        FakeLink again = new FakeLink("bob", 0xb, 2);
        join(again);
        describe(again, FORMAT, track("main", 1, 7));

        assertEquals(Set.of(7), again.accepted);
        hear(again, 7, 400);
        assertEquals(0.5f, driver.port("bob/main_1").samples[0]);
    }

    @Test
    void shouldTakeAnotherStreamWhenThePeerStartsAnew() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        hear(bob, 7, 100);
        describe(bob, FORMAT, track("main", 1, 8));

        assertEquals(Set.of(8), bob.accepted);
        hear(bob, 8, 400);
        assertEquals(
                400,
                conductor
                        .peerSnapshots()
                        .getFirst()
                        .streams()
                        .getFirst()
                        .counters()
                        .receivedPackets());
        assertEquals(0.5f, driver.port("bob/main_1").samples[0]);
    }

    @Test
    void shouldKeepAStreamThatIsDescribedAgain() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        hear(bob, 7, 100);
        describe(bob, FORMAT, track("main", 1, 7), track("click", 1, 8));

        assertEquals(
                100,
                conductor
                        .peerSnapshots()
                        .getFirst()
                        .streams()
                        .getFirst()
                        .counters()
                        .receivedPackets());
        assertEquals(Set.of(7, 8), bob.accepted);
    }

    @Test
    void shouldForgetAStreamThatIsNoLongerSentButKeepItsPorts() {
        join(bob);
        describe(bob, FORMAT, track("a", 1, 7), track("b", 1, 8));
        describe(bob, FORMAT, track("b", 1, 8));
        turn(5);
        conductor.doWork();

        assertEquals(Set.of(8), bob.accepted);
        assertEquals(List.of("bob/a_1", "bob/b_1"), peerPorts());
        assertEquals(1, conductor.peerSnapshots().getFirst().streams().size());
    }

    @Test
    void shouldOpenFurtherPortsForFurtherChannels() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        FakePort first = driver.port("bob/main_1");
        describe(bob, FORMAT, track("main", 3, 8));
        turn(5);
        conductor.doWork();

        assertEquals(List.of("bob/main_1", "bob/main_2", "bob/main_3"), peerPorts());
        assertSame(first, driver.port("bob/main_1"), "its cables stay");
        assertFalse(first.closed);
    }

    @Test
    void shouldCloseThePortsOfChannelsThatAreNoMoreWhenNoPlanNamesThem() {
        join(bob);
        describe(bob, FORMAT, track("main", 3, 7));
        turn(1);
        describe(bob, FORMAT, track("main", 1, 8));

        conductor.doWork();
        assertEquals(3, peerPorts().size(), "a callback may still be at it");
        turn(1);
        conductor.doWork();
        assertEquals(3, peerPorts().size());
        turn(1);
        conductor.doWork();
        assertEquals(List.of("bob/main_1"), peerPorts());
        turn(5);
    }

    @Test
    void shouldTakeAPortBackThatWaitsToBeClosed() {
        join(bob);
        describe(bob, FORMAT, track("main", 2, 7));
        FakePort second = driver.port("bob/main_2");
        describe(bob, FORMAT, track("main", 1, 8));
        describe(bob, FORMAT, track("main", 2, 9));
        for (int i = 0; i < 5; i++) {
            turn(1);
            conductor.doWork();
        }

        assertEquals(List.of("bob/main_1", "bob/main_2"), peerPorts());
        assertSame(second, driver.port("bob/main_2"));
        assertFalse(second.closed);
    }

    @Test
    void shouldSayWhichCodecItCannotPlay() {
        join(bob);
        describe(bob, FORMAT, new TrackDescription("main", 1, "mp3", 7, 0), track("b", 1, 8));

        assertEquals(
                "bob sends main as mp3, which this version cannot play; ask for one of L16, L24, L32F.",
                notices.getLast());
        assertEquals(List.of("bob/b_1"), peerPorts(), "the others are played");
        assertEquals(Set.of(8), bob.accepted);
    }

    @Test
    void shouldSilenceATrackThatTurnsToACodecItCannotPlay() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        describe(bob, FORMAT, new TrackDescription("main", 1, "mp3", 8, 0));

        assertEquals(Set.of(), bob.accepted);
        assertEquals(List.of(), conductor.peerSnapshots().getFirst().streams());
        assertEquals(List.of("bob/main_1"), peerPorts());
    }

    @Test
    void shouldSayWhichRateItCannotConvert() {
        conductor.onFormat(new DriverFormat(384_000, 64));
        join(bob);
        describe(bob, new DriverFormat(8_000, 64), track("main", 1, 7));

        assertEquals(
                "bob sends main at 8000 Hz, which cannot be converted to the 384000 Hz here; choose rates that are"
                        + " closer.",
                notices.getLast());
        assertEquals(List.of(), peerPorts());
    }

    @Test
    void shouldSayWhenAPortIsRefusedAndOpenNoneOfThatTrack() {
        driver.maxPorts = 6;
        join(bob);
        describe(bob, FORMAT, track("wide", 3, 7), track("b", 1, 8));

        assertEquals("The server has no port left for bob/wide_3.", notices.getLast());
        assertEquals(List.of("bob/b_1"), peerPorts());
        assertEquals(Set.of(8), bob.accepted);
    }

    @Test
    void shouldSilenceATrackThatFindsNoFurtherPortAndKeepThoseThatItHas() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        driver.maxPorts = 6;
        describe(bob, FORMAT, track("main", 3, 8));
        turn(5);
        conductor.doWork();

        assertEquals(List.of("bob/main_1"), peerPorts());
        assertEquals(Set.of(), bob.accepted);
        driver.maxPorts = 10;
        describe(bob, FORMAT, track("main", 3, 9));
        assertEquals(3, peerPorts().size());
        assertEquals(Set.of(9), bob.accepted);
    }

    @Test
    void shouldNotKeepPortsForEveryTrackThatAPeerEverNamed() {
        join(bob);
        for (int i = 0; i < 100; i++) {
            describe(bob, FORMAT, track("t" + i, 1, i), track("u" + i, 1, 1_000 + i));
            turn(3);
            conductor.doWork();
        }

        assertEquals(EngineDescription.MAX_TRACKS, peerPorts().size());
        assertTrue(peerPorts().containsAll(List.of("bob/t99_1", "bob/u99_1")));
        assertEquals(Set.of(99, 1_099), bob.accepted);
    }

    @Test
    void shouldFollowTheDriverToAnotherFormat() {
        join(bob);
        describe(bob, FORMAT, track("main", 1, 7));
        hear(bob, 7, 100);
        FakeLink gone = new FakeLink("carol", 0xc, 2);
        join(gone);
        describe(gone, FORMAT, track("main", 1, 7));
        links.onLinkDown(gone, "", true);
        conductor.doWork();
        int firstSsrc = EngineDescription.decode(bob.descriptions.getFirst())
                .orElseThrow()
                .tracks()
                .getFirst()
                .ssrc();
        driver.format = new DriverFormat(44_100, 256);
        conductor.onFormat(driver.format);
        turn(3);
        sendAgent.doWork();
        EngineDescription renewed =
                EngineDescription.decode(bob.descriptions.getLast()).orElseThrow();

        assertEquals(2, bob.descriptions.size());
        assertEquals(driver.format, renewed.format());
        assertNotEquals(firstSsrc, renewed.tracks().getFirst().ssrc());
        assertEquals(renewed.tracks().getFirst().ssrc(), ssrcOf(bob.rtp.getLast()));
        assertEquals(driver.format, conductor.format());
        assertEquals(Set.of(7), bob.accepted);
        assertEquals("The sound system now runs at 44100 Hz with periods of 256 frames.", notices.getLast());
        hear(bob, 7, 1_000);
        assertEquals(0.5f, driver.port("bob/main_1").samples[255], 1e-3f);
    }

    @Test
    void shouldPassOverAFormatThatIsTheSame() {
        join(bob);
        conductor.onFormat(FORMAT);

        assertEquals(1, bob.descriptions.size());
    }

    @Test
    void shouldCountDroppedBlocksAcrossFormats() {
        turn(100);
        assertEquals(100 - 64, conductor.droppedBlocks());
        driver.format = new DriverFormat(48_000, 128);
        conductor.onFormat(driver.format);
        turn(70);

        assertEquals(100 - 64 + 70 - 64, conductor.droppedBlocks());
    }

    @Test
    void shouldCountDescriptionsThatItCannotRead() {
        join(bob);
        links.onDescription(bob, "tutti 9".getBytes(StandardCharsets.UTF_8));
        conductor.doWork();

        assertEquals(1, conductor.refusals());
        assertEquals(List.of(), peerPorts());
    }

    @Test
    void shouldPassOverWhatIsLateFromAFormerLink() {
        join(bob);
        FakeLink again = new FakeLink("bob", 0xb, 2);
        links.onLinkDown(bob, "", false);
        join(again);
        describe(bob, FORMAT, track("old", 1, 7));
        links.onLinkDown(bob, "", false);
        conductor.doWork();

        assertEquals(List.of(), peerPorts());
        assertTrue(conductor.peerSnapshots().getFirst().connected());
    }

    @Test
    void shouldFollowWhatThePeerReports() {
        join(bob);
        assertEquals("L24", sendingTo(bob).codec());
        int ssrc = sendingTo(bob, 0);
        for (int i = 0; i < 4; i++) {
            report(bob, new ReportBlock(ssrc, 64, 0, 0, 0, 0, 0), full(ssrc));
        }
        conductor.doWork();

        assertEquals("L16", sendingTo(bob).codec());
        assertEquals(1, sendingTo(bob).stepsDown());
        assertEquals(
                List.of("bob is here.", "bob: the path cannot carry L24 (8.3 % loss, delay +31 ms); sending L16."),
                notices);

        // A link of its own begins anew.
        links.onLinkDown(bob, "", true);
        join(new FakeLink("bob", 0xb, 2));
        assertEquals("L24", sendingTo(bob).codec());
    }

    @Test
    void shouldNotFollowWhereItIsForbidden() {
        Conductor steadfast = conductor(AdaptSettings.OFF);
        steadfast.linkListener().onLinkUp(bob);
        steadfast.doWork();
        int ssrc = sendingTo(bob, 0);
        for (int i = 0; i < 10; i++) {
            report(steadfast, bob, new ReportBlock(ssrc, 128, 0, 0, 0, 0, 0), full(ssrc));
        }

        assertEquals(
                "L24", steadfast.peerSnapshots().getFirst().sending().getFirst().codec());
    }

    @Test
    void shouldBeginUnderTheCeiling() {
        Conductor modest = conductor(new AdaptSettings(true, 2_500));
        modest.linkListener().onLinkUp(bob);
        modest.doWork();

        assertEquals(
                "L16", modest.peerSnapshots().getFirst().sending().getFirst().codec());
        assertEquals(List.of("bob is here.", "bob: --max-bandwidth 2500 does not carry L24; sending L16."), notices);
    }

    /// A quarter lost while 31 ms queue.
    private static StreamHealth full(int ssrc) {
        return new StreamHealth(ssrc, 16_384, 16_384, 1, 4, 16, 0, 2_048, -1);
    }

    private TrackQuality sendingTo(FakeLink link) {
        PeerSnapshot snapshot = conductor.peerSnapshots().getFirst();
        assertEquals(link.peer().name(), snapshot.name());
        return snapshot.sending().getFirst();
    }

    /// The SSRC of a track as it was described there.
    private static int sendingTo(FakeLink link, int track) {
        return EngineDescription.decode(link.descriptions.getLast())
                .orElseThrow()
                .tracks()
                .get(track)
                .ssrc();
    }

    private void report(FakeLink link, ReportBlock block, StreamHealth health) {
        report(conductor, link, block, health);
    }

    private void report(Conductor to, FakeLink link, ReportBlock block, StreamHealth health) {
        byte[] buffer = new byte[1200];
        int length = new SenderReport(1, 0, 0, 0, 0, List.of(block), List.of(health)).encode(buffer);
        nowNs += 200 * MS;
        to.linkListener().onRtcp(link, buffer, 0, length, nowNs);
    }

    @Test
    void shouldPassOverALinkThatEndedBeforeItWasNoticed() {
        links.onLinkUp(bob);
        links.onLinkDown(bob, "", true);
        conductor.doWork();

        assertEquals(List.of(), notices);
        assertEquals(List.of(), conductor.peerSnapshots());
    }

    @Test
    void shouldTellThePlayerAboutTheSoundSystem() {
        conductor.onLost("The JACK server has stopped; start it again.");
        conductor.onBack();

        assertEquals(List.of("The JACK server has stopped; start it again.", "The sound system is back."), notices);
        assertEquals("tutti-conductor", conductor.roleName());
    }

    @Test
    void shouldRefuseAConfigurationThatNobodyCouldBeTold() {
        List<EngineConfig.Track> tracks = new ArrayList<>();
        for (int i = 0; i < EngineDescription.MAX_TRACKS; i++) {
            tracks.add(new EngineConfig.Track("ä".repeat(30) + i, 2, PcmCodec.L24));
        }

        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new EngineConfig(new PeerIdentity("a".repeat(32), "alice"), tracks, BufferTarget.AUTO));
        assertEquals(
                "The names of the tracks are too long together for one packet; shorten them.", refused.getMessage());
    }

    @Test
    void shouldRefuseToStartWithoutItsPorts() {
        driver.maxPorts = 5;

        assertThrows(DriverException.class, () -> conductor(new EngineConfig.Track("another", 2, PcmCodec.L24)));
    }

    private Conductor conductor(EngineConfig.Track... tracks) {
        return conductor(
                new EngineConfig(new PeerIdentity("a".repeat(32), "alice"), List.of(tracks), BufferTarget.AUTO),
                driver);
    }

    private Conductor conductor(AdaptSettings adapt) {
        EngineConfig config = new EngineConfig(
                new PeerIdentity("a".repeat(32), "alice"),
                List.of(new EngineConfig.Track("main", 2, PcmCodec.L24)),
                BufferTarget.AUTO,
                adapt);
        return conductor(config, new FakeDriver(FORMAT));
    }

    private Conductor conductor(EngineConfig config, FakeDriver itsDriver) {
        return new Conductor(
                config,
                PcmCodec.set(),
                itsDriver,
                cycle,
                sendAgent,
                new FitAgent(WakeSignal.none(), () -> nowNs, 0),
                WakeSignal.none(),
                WakeSignal.none(),
                () -> nowNs,
                new Random(1),
                notices::add,
                0);
    }

    private void join(FakeLink link) {
        links.onLinkUp(link);
        conductor.doWork();
    }

    private void describe(FakeLink link, DriverFormat format, TrackDescription... tracks) {
        links.onDescription(link, new EngineDescription(format, List.of(tracks)).encode());
        conductor.doWork();
    }

    private static TrackDescription track(String name, int channels, int ssrc) {
        return new TrackDescription(name, channels, "L24", ssrc, 0);
    }

    private List<String> peerPorts() {
        return driver.portNames().stream().filter(name -> name.contains("/")).toList();
    }

    private void turn(int cycles) {
        for (int i = 0; i < cycles; i++) {
            driver.turn(cycle);
            nowNs = driver.cycles() * driver.format().periodNs();
        }
    }

    private void pass(long ms) {
        nowNs += ms * MS;
        conductor.doWork();
    }

    /// Turns the driver while `link` sends 0.5 on the first and -0.25 on the second channel.
    private void hear(FakeLink link, int ssrc, int packets) {
        int channels = conductor.peerSnapshots().getFirst().streams().getFirst().channels();
        float[][] sound = new float[channels][64];
        for (int channel = 0; channel < channels; channel++) {
            Arrays.fill(sound[channel], channel == 0 ? 0.5f : -0.25f);
        }
        long startNs = nowNs;
        for (int i = 0; i < packets; i++) {
            byte[] packet = new byte[RtpFlyweight.MAX_PACKET_BYTES];
            RtpFlyweight.writeHeader(packet, PcmCodec.L24.payloadType(), i, i * 64, ssrc, 0);
            int payload = PcmCodec.L24
                    .newEncoder(channels, 48_000, 0)
                    .encode(sound, 0, 64, packet, RtpFlyweight.HEADER_BYTES);
            long arrivalNs = startNs + i * FORMAT.periodNs() + 100_000;
            while (nowNs <= arrivalNs) {
                turn(1);
            }
            links.onRtp(link, packet, 0, RtpFlyweight.HEADER_BYTES + payload, arrivalNs);
        }
    }

    private static int ssrcOf(byte[] packet) {
        RtpFlyweight rtp = new RtpFlyweight();
        assertTrue(rtp.wrap(packet, 0, packet.length));
        return rtp.ssrc();
    }
}
