package tutti.engine.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final JavaClasses TUTTI = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("tutti");

    static Stream<ArchRule> rules() {
        return Stream.of(
                Rules.fence("com.lmax..", "tutti.engine.ring.."),
                Rules.fence("picocli..", "tutti.engine.cli.."),
                Rules.fence("org.jitsi..", "tutti.nat.srtp..", "tutti.nat.ice.."),
                Rules.fence("org.ice4j..", "tutti.nat.ice.."),
                Rules.fence("org.bouncycastle..", "tutti.nat.srtp..", "tutti.nat.dtls..", "tutti.nat.identity.."),
                Rules.fence("io.helidon..", "tutti.nat.room.server..", "tutti.engine.control.osc.query.."),
                Rules.fence(
                        "tools.jackson..",
                        "tutti.nat.room..",
                        "tutti.nat.mesh..",
                        "tutti.nat.doctor..",
                        "tutti.engine.control.osc.query..",
                        "tutti.engine.control.client..",
                        "tutti.engine.scene.."),
                Rules.fence("com.google.zxing..", "tutti.nat.invite.."),
                Rules.noCycles("tutti.nat"),
                Rules.fence(
                        "java.lang.foreign..",
                        "tutti.engine.os..",
                        "tutti.engine.driver.jack..",
                        "tutti.codecs.opus.."),
                Rules.nativeCallsOnlyInLibs(),
                Rules.noCycles("tutti.engine"),
                Rules.pathKnowsNoControl("tutti.engine"),
                Rules.nobodyKnowsTheConsole("tutti"),
                Rules.noEmptyNames(),
                Rules.clocksOnlyAt(
                        "tutti.engine.cli..",
                        "tutti.engine.bench..",
                        "tutti.engine.demo..",
                        "tutti.engine.driver..",
                        "tutti.engine.agent..",
                        "tutti.nat.udp..",
                        "tutti.nat.impair.."));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldKeepToThePlanOfTheHouse(ArchRule rule) {
        rule.check(TUTTI);
    }

    @Test
    void shouldReachOnlyRealTimeSafeCodeFromTheCallback() {
        assertEquals(List.of(), new RealTimeClosure(TUTTI).violations());
    }

    /// The rule above looks at something: at the whole way of a period, across the modules.
    @Test
    void shouldHaveTheWholePathOfTheCallbackInView() {
        Set<String> marked = new RealTimeClosure(TUTTI)
                .marked().stream()
                        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                        .collect(Collectors.toSet());

        assertTrue(marked.containsAll(Set.of(
                "ProcessCallback.process",
                "ProcessCycle.process",
                "MixPlan.run",
                "CaptureTap.capture",
                "BlockRing.tryClaim",
                "BlockRing.publish",
                "EventFd.signal",
                "LibC.write",
                "TrackInput.pull",
                "PortSource.pull",
                "ChannelStrip.measure",
                "DelayLine.process",
                "Route.play",
                "GainRamp.addTo",
                "MixBus.finish",
                "Limiter.process",
                "LevelMeter.note",
                "LoudnessFilter.measure",
                "StreamReader.pull",
                "PlayoutDelay.plan",
                "PlayoutServo.ratio",
                "PlayedHistory.write",
                "CycleClock.update",
                "PlayoutClock.publish",
                "JitterBuffer.run",
                "JitterBuffer.read",
                "GapFader.missing",
                "Resampler.process",
                "TrackMeter.measure",
                "CycleTimer.record",
                "MidiIn.leave",
                "MidiOut.leave",
                "MidiRing.offer",
                "MidiRing.poll",
                "LibJack.midiEvent",
                "PlaybackPort.write")));
    }
}
