package tutti.engine.bench.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;
import tutti.engine.bench.lab.LabException.Reason;

/// Tests between homes of the lab. Where there can be no lab they are reported as aborted, in words that nobody
/// overlooks. If the environment says `CI=true` they fail, unless it is the kernel that refuses: there, a test that
/// cannot run must not look like one that passed.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresLab.Check.class)
public @interface RequiresLab {
    /// Builds a lab and a relay, and takes them down.
    final class Check implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            try (Lab _ = Lab.open(Access.CONE, Access.IPV6)) {
                if (!Turn.isInstalled()) {
                    throw new LabException(Reason.PROGRAM_MISSING, "There is no relay: install coturn.");
                }
            } catch (LabException impossible) {
                if ("true".equals(System.getenv("CI")) && impossible.reason() != Reason.REFUSED) {
                    throw new AssertionError(impossible.getMessage());
                }
                shout(context.getDisplayName(), impossible.getMessage());
                throw new TestAbortedException(impossible.getMessage());
            }
        }

        private static void shout(String test, String why) {
            String line = "!".repeat(100);
            System.err.println(line);
            System.err.println("!!! NOT TESTED: " + test + ", and with it whatever happens between NATs.");
            System.err.println("!!! " + why);
            System.err.println(line);
        }
    }
}
