package tutti.console.headless;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.application.Platform;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Starts the toolkit once for all tests and runs their blocks on its thread. A test in which a stylesheet could not be
/// read or a colour not be found fails, for JavaFX only warns of it.
public final class Headless implements BeforeAllCallback, AfterEachCallback {
    private static final CompletableFuture<Boolean> STARTED = new CompletableFuture<>();
    private static final Logger CSS = Logger.getLogger("javafx.css");
    private static final List<String> COMPLAINTS = new CopyOnWriteArrayList<>();
    private static final long PATIENCE_S = 60;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    /// Starts the toolkit unless it runs.
    public static synchronized void start() throws Exception {
        if (!STARTED.isDone()) {
            Platform.setImplicitExit(false);
            Platform.startup(() -> STARTED.complete(true));
            CSS.addHandler(new Complaints());
        }
        STARTED.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> complaints = List.copyOf(COMPLAINTS);
        COMPLAINTS.clear();
        if (!complaints.isEmpty()) {
            throw new AssertionError("The stylesheets have faults: " + complaints);
        }
    }

    /// Runs a block on the toolkit's thread and hands back what it makes or throws.
    public static <T> T onFx(Callable<T> block) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(block.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("A block on the toolkit's thread failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("The toolkit's thread did not come to it.", e);
        }
    }

    /// Runs a block on the toolkit's thread.
    public static void runOnFx(ThrowingBlock block) {
        onFx(() -> {
            block.run();
            return true;
        });
    }

    /// A block that may fail.
    @FunctionalInterface
    public interface ThrowingBlock {
        /// Runs it.
        void run() throws Exception;
    }

    private static final class Complaints extends Handler {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                COMPLAINTS.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
