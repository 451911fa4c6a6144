package tutti.nat.mesh;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.doctor.PeerDiagnosis;
import tutti.nat.doctor.PeerFacts;
import tutti.nat.ice.PairReport;
import tutti.nat.identity.Fingerprint;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.LinkListener;
import tutti.nat.session.Tally;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketSource;

/// A link to every other member of a room, all of them over the ports of one [PacketSource]. The room says who is to
/// be linked and carries the signals; the link thread does everything else, one [PeerConnection] a member.
public final class MeshEndpoint implements LinkEndpoint {
    /// How often timers are looked at, and so the longest wait for a datagram.
    private static final long TICK_NS = 5_000_000;

    /// How often reports are renewed though the state is the same.
    private static final long RENEW_NS = 1_000_000_000;

    /// Datagrams handled in one turn before the timers get theirs, so that a flood cannot starve them.
    private static final int MAX_BATCH = 64;

    /// How one member's connection stands, for those who look.
    ///
    /// @param name the member's
    /// @param state how far it has come
    /// @param pairs the addresses that the newest search has tried
    /// @param diagnosis what is to be said of the way there: sentences for people, the most important one first
    public record PeerReport(
            String memberId, String name, PeerState state, List<PairReport> pairs, List<String> diagnosis) {
        public PeerReport {
            pairs = List.copyOf(pairs);
            diagnosis = List.copyOf(diagnosis);
        }
    }

    private final PacketSource source;
    private final MeshInbox inbox;
    private final Roster roster;
    private final MeshContext context;

    /// Written by the link thread.
    private final Tally tally = new Tally();

    private final byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
    private final Map<String, PeerConnection> peers = new ConcurrentHashMap<>();
    private final Map<String, PeerReport> reports = new ConcurrentHashMap<>();
    private long tickedNs;
    private long renewedNs;
    private volatile boolean closed;

    /// @param self this player's certificate
    /// @param source closed with this endpoint
    /// @param clockNs the clock of the source's arrival times
    /// @param random for what must never repeat
    public MeshEndpoint(
            Fingerprint self,
            PacketSource source,
            PathFinder finder,
            KeyExchange.Factory keys,
            Signalling signalling,
            LinkListener listener,
            LongSupplier clockNs,
            SecureRandom random) {
        this.source = source;
        this.inbox = new MeshInbox(source::wake);
        this.roster = new Roster(source::wake);
        this.context = new MeshContext(self, finder, keys, signalling, listener, inbox, tally, clockNs, random);
        this.renewedNs = clockNs.getAsLong();
        this.tickedNs = renewedNs - TICK_NS;
    }

    // --- From the room ----------------------------------------------------------------------------------------------

    /// Links a member, if it is not linked; anew if its engine has started anew. Thread: any.
    public void admit(MeshMember member) {
        roster.admit(member);
    }

    /// Ends the link to a member, if there is one. Thread: any.
    ///
    /// @param reason one sentence for people
    /// @param left whether the member said that it goes
    public void dismiss(String memberId, String reason, boolean left) {
        roster.dismiss(memberId, reason, left);
    }

    /// A member is no longer in the room, though it may still play: its link stays as long as it lives. Thread: any.
    public void absent(String memberId) {
        roster.absent(memberId);
    }

    /// Whether what a member sends may be played; it may, unless told otherwise. Remembered, whether the member is
    /// linked or not. Thread: any.
    public void heard(String memberId, boolean heard) {
        roster.heard(memberId, heard);
    }

    /// What a member's present run says. Thread: any.
    public void onSignal(String memberId, long run, Signal signal) {
        inbox.put(() -> {
            PeerConnection present = peers.get(memberId);
            if (present != null && present.member().run() == run) {
                present.onSignal(signal, context.nowNs());
            }
        });
    }

    /// This computer has other addresses than before: another way is sought to everybody. Thread: any.
    public void onAddressesChanged() {
        inbox.put(() -> {
            long nowNs = context.nowNs();
            for (PeerConnection peer : peers.values()) {
                peer.session().searchAgain(nowNs);
            }
        });
    }

    // --- By hand ----------------------------------------------------------------------------------------------------

    /// Prepares a link to somebody of whom nothing is known yet, where no room passes on who can be reached where.
    /// Thread: any.
    ///
    /// @param controlling true at one end, false at the other
    /// @param ready gets what the other end must be told, once, complete, on the link thread
    public ContactByHand prepare(boolean controlling, Consumer<Signal.Offer> ready) {
        ContactByHand contact = new ContactByHand(controlling, context.newSsrc(), ready);
        inbox.put(() -> contact.begin(context));
        return contact;
    }

    /// Links whoever has told this in return. Thread: any.
    public void connect(ContactByHand contact, MeshMember member, Signal.Offer offer) {
        inbox.put(() -> {
            PathSearch begun = contact.take();
            if (begun != null && !closed) {
                PeerConnection present = peers.get(member.id());
                if (present != null) {
                    present.close(member.name() + " joined anew.", false);
                }
                long nowNs = context.nowNs();
                PeerConnection connection = new PeerConnection(context, member, contact, begun, nowNs);
                peers.put(member.id(), connection);
                connection.onSignal(offer, nowNs);
            }
        });
    }

    // --- The link thread --------------------------------------------------------------------------------------------

    private void followRoom() {
        if (roster.takeChange()) {
            roster.forEach(this::follow);
            peers.values()
                    .forEach(peer -> peer.heard(roster.isHeard(peer.member().id())));
        }
    }

    private void follow(String memberId, Roster.Word word) {
        PeerConnection present = peers.get(memberId);
        switch (word) {
            case Roster.Dismissed dismissed -> {
                drop(memberId, dismissed.reason(), dismissed.left());
                roster.settle(memberId, word);
            }
            case Roster.Admitted admitted
            when present != null && present.isSameAs(admitted) -> present.onAdmitted(admitted);
            case Roster.Admitted admitted
            when admitted.present() -> {
                drop(memberId, admitted.member().name() + " joined anew.", false);
                peers.put(memberId, new PeerConnection(context, admitted, roster.isHeard(memberId)));
            }
            case Roster.Admitted _ -> roster.settle(memberId, word);
        }
    }

    private void drop(String memberId, String reason, boolean left) {
        PeerConnection present = peers.remove(memberId);
        reports.remove(memberId);
        if (present != null) {
            present.close(reason, left);
        }
    }

    @Override
    public int doWork(long maxWaitNs) {
        if (closed) {
            return 0;
        }
        followRoom();
        int numHandled = handleInbox();
        int numBytes = source.receive(buffer, Math.min(maxWaitNs, TICK_NS));
        while (numBytes != DatagramPort.NONE) {
            handle(numBytes);
            numHandled++;
            numBytes = numHandled < MAX_BATCH ? source.receive(buffer, 0) : DatagramPort.NONE;
        }
        numHandled += handleInbox();
        long nowNs = context.nowNs();
        if (nowNs - tickedNs >= TICK_NS && !closed) {
            tickedNs = nowNs;
            tick(nowNs);
        }
        return numHandled;
    }

    private int handleInbox() {
        int numHandled = 0;
        for (Runnable work = inbox.poll(); work != null && !closed; work = inbox.poll()) {
            // What was said about a member before its signal was put here counts first.
            followRoom();
            work.run();
            numHandled++;
        }
        return numHandled;
    }

    private void handle(int numBytes) {
        PathSearch by = source.owner() instanceof PathSearch search ? search : null;
        PeerConnection peer = ownerOf(source.owner());
        if (peer == null || peer.isClosed()) {
            tally.increment(Tally.UNKNOWN_SOURCE);
        } else if (numBytes > DatagramPort.MAX_DATAGRAM_BYTES) {
            tally.increment(Tally.MALFORMED);
        } else {
            peer.session().onDatagram(buffer, numBytes, by, source.sender(), source.arrivalNs());
        }
    }

    private @Nullable PeerConnection ownerOf(@Nullable Object owner) {
        return switch (owner) {
            case PathSearch search -> search.peer();
            case ThroughRoom(String memberId) -> peers.get(memberId);
            case null, default -> null;
        };
    }

    private void tick(long nowNs) {
        boolean isFresh = nowNs - renewedNs >= RENEW_NS;
        if (isFresh) {
            renewedNs = nowNs;
        }
        for (PeerConnection peer : peers.values()) {
            peer.tick(nowNs);
            if (peer.isForgotten()) {
                drop(peer.member().id(), peer.member().name() + " is not in the room.", false);
            } else {
                report(peer, isFresh);
            }
        }
    }

    private void report(PeerConnection peer, boolean isFresh) {
        String id = peer.member().id();
        PeerReport before = reports.get(id);
        if (isFresh || before == null || !before.state().equals(peer.state())) {
            String name = peer.member().name();
            Attempt attempt = peer.attempt();
            PeerFacts facts = new PeerFacts(name, attempt.local(), attempt.remote(), attempt.pairs(), List.of());
            reports.put(id, new PeerReport(id, name, peer.state(), attempt.pairs(), PeerDiagnosis.of(facts)));
        }
    }

    /// How every member's connection stands, as of the last few milliseconds, and what was tried, as of the last
    /// second. Thread: any.
    public List<PeerReport> reports() {
        return List.copyOf(reports.values());
    }

    /// Pieces of work that the link thread was not told of, because it had too many. Thread: any.
    public long droppedWork() {
        return inbox.dropped();
    }

    @Override
    public LinkCounters counters() {
        return Tally.sum(tally);
    }

    /// Links are not reported down after this: whoever closes the endpoint has ended them all. The link thread must
    /// have ended.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            peers.values().forEach(peer -> peer.session().release());
            source.close();
        }
    }
}
