package tutti.console.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ConsoleArchitectureTest {
    private static final JavaClasses CONSOLE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("tutti.console");

    @Test
    void shouldSeeTheEngineThroughTheControlTreeAlone() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("tutti.engine..")
                        .and(resideOutsideOfPackages("tutti.engine.control.client", "tutti.engine.control.tree")))
                .check(CONSOLE);
    }

    @Test
    void shouldKeepViewModelsApartFromWhatIsDrawn() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Model")
                .or()
                .resideInAPackage("tutti.console.model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..", "javafx.animation..")
                .check(CONSOLE);
    }

    @Test
    void shouldLetControlsKnowNothingOfTheMixer() {
        noClasses()
                .that()
                .resideInAPackage("tutti.console.control")
                .should()
                .dependOnClassesThat(resideInAPackage("tutti..").and(resideOutsideOfPackages("tutti.console.control")))
                .check(CONSOLE);
    }

    @Test
    void shouldHaveNoCycles() {
        slices().matching("tutti.console.(*)..").should().beFreeOfCycles().check(CONSOLE);
    }
}
