package tutti.console.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.tree.Value;

/// Every move of the mix by this console, to be taken back and done again.
///
/// What happens between [#begin] and [#end] is one move, such as a drag, or a drag of many strips together. Without
/// them, moves of the same node are one while they follow each other within [#COALESCE_NS]: turns of a wheel, repeats
/// of a key. What others move is not in it, and a node that has gone is passed over.
///
/// Thread: ui.
public final class MoveHistory {
    /// Steps of one node that follow each other so closely are one move.
    public static final long COALESCE_NS = TimeUnit.MILLISECONDS.toNanos(600);

    private static final int MAX_MOVES = 500;

    private final LongSupplier nanoClock;
    private final Deque<Move> done = new ArrayDeque<>();
    private final Deque<Move> undone = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper(false);
    private @Nullable Move open;
    private int depth;

    /// Nothing has been moved yet.
    public MoveHistory(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /// A hand takes hold. May be nested; the outermost pair counts.
    public void begin() {
        if (depth++ == 0) {
            open = null;
        }
    }

    /// The hand lets go.
    public void end() {
        if (depth == 0) {
            throw new IllegalStateException("Nothing was begun that could end.");
        }
        if (--depth == 0) {
            open = null;
        }
    }

    /// Offers a value to a node and remembers what was there.
    ///
    /// @return false if it was dropped
    public boolean move(NodeModel node, Value to) {
        Value from = node.value().getValue();
        if (from.equals(to)) {
            return true;
        }
        if (!node.offer(to)) {
            return false;
        }
        Move move = current(node);
        move.note(node, from, to);
        move.latestNs = nanoClock.getAsLong();
        undone.clear();
        show();
        return true;
    }

    private Move current(NodeModel node) {
        if (depth > 0) {
            if (open == null) {
                open = push(new Move(true));
            }
            return open;
        }
        Move latest = done.peekLast();
        boolean isSame = latest != null
                && !latest.isGesture
                && latest.steps.containsKey(node)
                && nanoClock.getAsLong() - latest.latestNs <= COALESCE_NS;
        return isSame ? latest : push(new Move(false));
    }

    private Move push(Move move) {
        done.addLast(move);
        if (done.size() > MAX_MOVES) {
            done.removeFirst();
        }
        return move;
    }

    /// Takes the latest move back; nothing if there is none.
    public void undo() {
        Move move = done.pollLast();
        if (move != null) {
            move.steps.forEach((node, step) -> node.offer(step.from()));
            undone.addLast(move);
            open = null;
            show();
        }
    }

    /// Does the move again that was taken back last; nothing if there is none.
    public void redo() {
        Move move = undone.pollLast();
        if (move != null) {
            move.steps.forEach((node, step) -> node.offer(step.to()));
            // What comes now is a move of its own, however soon.
            move.latestNs = nanoClock.getAsLong() - COALESCE_NS - 1;
            done.addLast(move);
            show();
        }
    }

    /// Whether there is something to take back.
    public ReadOnlyBooleanProperty canUndo() {
        return canUndo.getReadOnlyProperty();
    }

    /// Whether there is something to do again.
    public ReadOnlyBooleanProperty canRedo() {
        return canRedo.getReadOnlyProperty();
    }

    private void show() {
        canUndo.set(!done.isEmpty());
        canRedo.set(!undone.isEmpty());
    }

    private record Step(Value from, Value to) {}

    private static final class Move {
        final Map<NodeModel, Step> steps = new LinkedHashMap<>();
        final boolean isGesture;
        long latestNs;

        Move(boolean isGesture) {
            this.isGesture = isGesture;
        }

        void note(NodeModel node, Value from, Value to) {
            steps.merge(node, new Step(from, to), (first, latest) -> new Step(first.from(), latest.to()));
        }
    }
}
