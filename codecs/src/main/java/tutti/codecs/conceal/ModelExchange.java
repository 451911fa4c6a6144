package tutti.codecs.conceal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tutti.plugins.api.RealTimeSafe;

/// Hands the newest model from the thread that fits to the callback. Capacity: one model. A model that was not taken
/// before the next one is published is lost, which is the intention: only the newest counts.
///
/// Three holders go round: one is the writer's, one the reader's, and one lies between them. To publish or to take is
/// to exchange one's own for the one between, in a single atomic step that never waits.
public final class ModelExchange {
    private static final VarHandle BETWEEN = between();
    private static final int INDEX = 3;
    private static final int UNREAD = 4;

    private final LinearModel[] holders = new LinearModel[3];

    /// Index of the holder between the two, and whether it is newer than the reader's.
    @SuppressWarnings("UnusedVariable") // through the handle
    private int between = 1;

    // The writer's.
    private int writers;
    private long published;

    // The reader's.
    private int readers = 2;

    /// @param maxOrder the greatest order of a model
    public ModelExchange(int maxOrder) {
        for (int i = 0; i < holders.length; i++) {
            holders[i] = new LinearModel(maxOrder);
        }
    }

    /// The greatest order of a model. Thread: any. RT-safe: yes.
    @RealTimeSafe
    public int maxOrder() {
        return holders[0].maxOrder();
    }

    /// The holder to write into, until it is published. Thread: the one writer. RT-safe: yes.
    @RealTimeSafe
    public LinearModel claim() {
        return holders[writers];
    }

    /// Makes the claimed holder the newest model. Thread: the one writer. RT-safe: yes.
    @RealTimeSafe
    public void publish() {
        published++;
        holders[writers].number(published);
        writers = (int) BETWEEN.getAndSet(this, writers | UNREAD) & INDEX;
    }

    /// The newest model; before the first one, a holder that is not a model ([LinearModel#isModel]). It is the
    /// reader's until the next call.
    ///
    /// Thread: the one reader. RT-safe: yes.
    @RealTimeSafe
    public LinearModel newest() {
        if (((int) BETWEEN.getOpaque(this) & UNREAD) != 0) {
            readers = (int) BETWEEN.getAndSet(this, readers) & INDEX;
        }
        return holders[readers];
    }

    private static VarHandle between() {
        try {
            return MethodHandles.lookup().findVarHandle(ModelExchange.class, "between", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
