package tutti.engine.driver.jack;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/// Tests that start a real JACK server. Where jackd or libjack is missing they are reported as aborted, and fail if
/// the environment says `CI=true`: there, a test that cannot run must not look like one that passed.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresJack.Check.class)
public @interface RequiresJack {
    /// Looks for the server and the library.
    final class Check implements BeforeAllCallback {
        private static final String MISSING =
                "This test needs a JACK server and its library; install them (Debian, Ubuntu: apt install jackd2).";

        @Override
        public void beforeAll(ExtensionContext context) {
            if (isThere("jackd") && LibJack.library("libjack.so.0") != null) {
                return;
            }
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(MISSING);
            }
            throw new TestAbortedException(MISSING);
        }

        private static boolean isThere(String program) {
            String path = System.getenv("PATH");
            return path != null
                    && Arrays.stream(path.split(File.pathSeparator))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }
}
