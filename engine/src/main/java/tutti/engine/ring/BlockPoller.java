package tutti.engine.ring;

import com.lmax.disruptor.EventPoller;
import org.jspecify.annotations.Nullable;

/// One consumer's end of a [BlockRing].
public final class BlockPoller {
    private final EventPoller<CaptureBlock> poller;
    private int handled;
    private @Nullable RuntimeException failure;

    BlockPoller(EventPoller<CaptureBlock> poller) {
        this.poller = poller;
    }

    /// Gives every block that waits to `handler`, then releases them. A block whose handling failed is released too:
    /// else it would come again for ever; the first failure is thrown after the rest.
    ///
    /// Thread: the consumer's. RT-safe: no.
    ///
    /// @return how many blocks there were
    public int poll(BlockHandler handler) {
        handled = 0;
        failure = null;
        try {
            poller.poll((block, sequence, endOfBatch) -> {
                handle(handler, block);
                return true;
            });
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        if (failure != null) {
            throw failure;
        }
        return handled;
    }

    private void handle(BlockHandler handler, CaptureBlock block) {
        handled++;
        try {
            handler.onBlock(block);
        } catch (RuntimeException error) {
            failure = failure == null ? error : failure;
        }
    }
}
