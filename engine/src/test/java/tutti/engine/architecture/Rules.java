package tutti.engine.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;

/// What the packages may know of each other. The rules take the package that stands for `tutti.engine`, so that they
/// can be tried on another one that breaks them.
final class Rules {
    private Rules() {}

    /// A foreign library lives in the packages named, and nothing else imports it.
    static ArchRule fence(String library, String... rooms) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .because("one room knows a foreign thing, so that it can be replaced");
    }

    /// Native functions are bound in classes whose names say so, and nowhere else.
    static ArchRule nativeCallsOnlyInLibs() {
        return noClasses()
                .that()
                .haveNameNotMatching(".*\\.Lib[A-Z][A-Za-z]*(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Linker.class, SymbolLookup.class)
                .because("a mistake in a native call ends the process: there is one place to look for it");
    }

    static ArchRule noCycles(String engine) {
        return slices().matching(engine + ".(*)..").should().beFreeOfCycles();
    }

    /// The audio path runs without anybody who controls or watches it.
    static ArchRule pathKnowsNoControl(String engine) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        engine + ".ring..",
                        engine + ".wire..",
                        engine + ".send..",
                        engine + ".receive..",
                        engine + ".mix..",
                        engine + ".driver..",
                        engine + ".os..",
                        engine + ".agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        engine + ".desk..",
                        engine + ".control..",
                        engine + ".session..",
                        engine + ".telemetry..",
                        engine + ".cli..");
    }

    static ArchRule nobodyKnowsTheConsole(String tutti) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(tutti + ".console..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(tutti + ".console..", "javafx..");
    }

    static ArchRule noEmptyNames() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?")
                .because("such a name says nothing");
    }

    /// Elsewhere the clock is an argument, so that a test can turn it.
    static ArchRule clocksOnlyAt(String... edges) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(edges)
                // It is limited by real time, before there is any music.
                .and()
                .doNotHaveSimpleName("WarmUp")
                .should()
                .accessTargetWhere(describe(
                        "the system's clock",
                        (JavaAccess<?> access) -> access.getTargetOwner().isEquivalentTo(System.class)
                                && (access.getName().equals("nanoTime")
                                        || access.getName().equals("currentTimeMillis"))));
    }
}
