package tutti.engine.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule that nothing breaks may be a rule that looks at nothing: each is broken here on purpose.
class RulesBiteTest {
    private static final String FIXTURE = "tutti.engine.architecture.fixture";
    private static final JavaClasses CULPRITS = new ClassFileImporter().importPackages(FIXTURE);

    static Stream<ArchRule> rules() {
        return Stream.of(
                Rules.fence("com.lmax..", "tutti.engine.ring.."),
                Rules.fence("picocli..", "tutti.engine.cli.."),
                Rules.fence("java.lang.foreign..", "tutti.engine.os.."),
                Rules.nativeCallsOnlyInLibs(),
                Rules.noCycles(FIXTURE),
                Rules.pathKnowsNoControl(FIXTURE),
                Rules.nobodyKnowsTheConsole(FIXTURE),
                Rules.noEmptyNames(),
                Rules.clocksOnlyAt("tutti.engine.cli.."));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldSeeWhoBreaksTheRule(ArchRule rule) {
        assertFalse(rule.allowEmptyShould(false)
                .evaluate(CULPRITS)
                .getFailureReport()
                .isEmpty());
    }

    @Test
    void shouldSeeWhatACallbackMustNotDo() {
        String culprit = FIXTURE + ".CallbackThatSins.";

        assertEquals(
                List.of(
                        FIXTURE + ".CallbackThatSins$Careless.process stands in for a real-time safe method and is not"
                                + " marked",
                        culprit + "allocates allocates a java.lang.Object",
                        culprit + "boxes calls java.lang.Integer.valueOf",
                        culprit + "callsWhatIsNotMarked calls " + FIXTURE + ".CallbackThatSins$Ordinary.ordinary",
                        culprit + "initialises calls " + FIXTURE + ".Lazy.safe",
                        culprit + "initialises may initialise " + FIXTURE + ".Lazy",
                        culprit + "locks locks",
                        culprit + "prints calls java.io.PrintStream.println",
                        culprit + "prints may initialise java.lang.System",
                        culprit + "refers calls " + FIXTURE + ".CallbackThatSins$Ordinary.ordinary",
                        culprit + "throwsUp allocates a java.lang.IllegalStateException",
                        culprit + "waits calls java.util.concurrent.locks.LockSupport.parkNanos"),
                new RealTimeClosure(CULPRITS).violations());
    }
}
