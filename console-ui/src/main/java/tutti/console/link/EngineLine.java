package tutti.console.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tutti.console.model.ObservableTree;
import tutti.engine.control.client.EngineLink;
import tutti.engine.control.client.LinkEars;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Value;

/// The line to one engine: what comes over it is applied to the models once a pulse, what a hand moves goes the other
/// way
/// at once. Everything that may take time is done on a thread of this class.
///
/// A link comes back by itself as long as the engine is the same. One that was started anew has another port and
/// another
/// token: while the engine is away, its door file is looked at again now and then.
///
/// Thread: the screen's, except where said otherwise.
public final class EngineLine implements Steering, AutoCloseable {
    private static final long LOOK_MS = 500;
    private static final long MAX_DOOR_BYTES = 64_000;

    private final Opener opener;
    private final Mirror mirror;
    private final ObservableTree tree;
    private final Both models = new Both();
    private final ScheduledExecutorService worker;
    private volatile Inbox inbox = new Inbox();
    private volatile @Nullable EngineLink link;
    private @Nullable Attachment attached;

    /// Opens a link. May take its time; is never called by the screen's thread.
    @FunctionalInterface
    public interface Opener {
        /// Begins to connect.
        ///
        /// @param doorFile says where the engine is
        /// @throws IOException with a sentence if the file is none
        EngineLink open(Path doorFile, LinkEars ears) throws IOException;
    }

    /// @param mirror is kept in line with the engine
    public EngineLine(Opener opener, Mirror mirror) {
        this.opener = opener;
        this.mirror = mirror;
        this.tree = new ObservableTree(this::set);
        this.worker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tutti-line").factory());
    }

    /// The engine as observable nodes, kept in line with it as well.
    public ObservableTree tree() {
        return tree;
    }

    /// Turns to an engine; the former is left alone.
    ///
    /// @param door finds its door file, at each look; called by a thread of this class
    public void attach(Supplier<Optional<Path>> door) {
        detach();
        Inbox fresh = new Inbox();
        inbox = fresh;
        Attachment attachment = new Attachment(door, fresh);
        attached = attachment;
        mirror.call();
        attachment.begin();
    }

    /// Leaves the engine alone; it goes on.
    public void detach() {
        Attachment former = attached;
        attached = null;
        if (former != null) {
            former.leave();
            inbox = new Inbox();
            tree.setHere(false);
            tree.replace(List.of());
            mirror.forget();
        }
    }

    /// Applies what has come since the last call.
    ///
    /// @return whether anything has
    public boolean onPulse() {
        return inbox.drain(models);
    }

    @Override
    public boolean set(String address, Value value) {
        EngineLink open = link;
        if (open == null || !open.offer(address, value)) {
            return false;
        }
        boolean isHeld =
                mirror.node(address).map(node -> node.access().canRead()).orElse(false);
        if (isHeld && !(value instanceof Value.Impulse)) {
            models.onValue(address, value);
        }
        return true;
    }

    @Override
    public void close() {
        detach();
        worker.shutdown();
    }

    /// One engine that was turned to. Thread: the worker, except for [#begin] and [#leave].
    private final class Attachment {
        private final Supplier<Optional<Path>> door;
        private final Inbox target;
        private volatile boolean isOver;
        private volatile boolean isHere;
        private byte[] opened = {};
        private @Nullable EngineLink own;
        private @Nullable ScheduledFuture<?> looking;
        private boolean hasSaid;

        Attachment(Supplier<Optional<Path>> door, Inbox target) {
            this.door = door;
            this.target = target;
        }

        void begin() {
            looking = worker.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
        }

        void leave() {
            isOver = true;
            if (looking != null) {
                looking.cancel(false);
            }
            worker.execute(this::end);
        }

        private void look() {
            try {
                if (!isOver && !isHere) {
                    open();
                }
            } catch (IOException unreadable) {
                say(String.valueOf(unreadable.getMessage()));
            }
        }

        private void open() throws IOException {
            Path file = door.get().orElse(null);
            if (file == null || !Files.isRegularFile(file) || Files.size(file) > MAX_DOOR_BYTES) {
                say("");
                return;
            }
            byte[] found = Files.readAllBytes(file);
            if (found.length == 0 || Arrays.equals(found, opened)) {
                return;
            }
            end();
            opened = found;
            own = opener.open(file, new Watched(target, here -> isHere = here));
            link = own;
        }

        /// Once: the link says the rest.
        private void say(String why) {
            if (!hasSaid && own == null) {
                hasSaid = true;
                target.onAway(why);
            }
        }

        private void end() {
            EngineLink former = own;
            own = null;
            link = null;
            if (former != null) {
                former.close();
            }
        }
    }

    /// Tells on, and notes whether the engine is there. Thread: the link's.
    private record Watched(LinkEars ears, HereNote note) implements LinkEars {
        interface HereNote {
            void set(boolean isHere);
        }

        @Override
        public void onHere(String name) {
            note.set(true);
            ears.onHere(name);
        }

        @Override
        public void onAdded(List<RemoteNode> nodes) {
            ears.onAdded(nodes);
        }

        @Override
        public void onRemoved(List<String> addresses) {
            ears.onRemoved(addresses);
        }

        @Override
        public void onValue(String address, Value value) {
            ears.onValue(address, value);
        }

        @Override
        public void onAway(String why) {
            note.set(false);
            ears.onAway(why);
        }
    }

    /// The two models of one engine. While it is away the mixer keeps showing where its faders stood, and the panels
    /// show
    /// nothing.
    private final class Both implements LinkEars {
        private boolean isReturn;

        @Override
        public void onHere(String name) {
            mirror.onHere(name);
            isReturn = true;
            tree.setHere(true);
        }

        @Override
        public void onAdded(List<RemoteNode> nodes) {
            mirror.onAdded(nodes);
            if (isReturn) {
                isReturn = false;
                tree.replace(nodes);
            } else {
                tree.add(nodes);
            }
        }

        @Override
        public void onRemoved(List<String> addresses) {
            mirror.onRemoved(addresses);
            tree.remove(addresses);
        }

        @Override
        public void onValue(String address, Value value) {
            mirror.onValue(address, value);
            tree.put(address, value);
        }

        @Override
        public void onAway(String why) {
            mirror.onAway(why);
            tree.setHere(false);
        }
    }
}
