package tutti.engine.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tutti.engine.send.SendMode;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.StreamHealth;

/// Decides how our tracks are sent to one peer, by what it reports of them.
///
/// - *Full path* (losses with a queue, [Congestion]): the copies go first, since they are the bits that matter least,
///   then each track steps down its [QualityLadder], all together: they share the path. At most one step a second, so
///   that its effect is seen before the next; two rungs at once when more than 20 % is lost, unless it is
///   a step up that has failed.
/// - *Heavy loss without a queue* may be a policer's or a bad radio's. Only trying tells: copies off, else one step
///   down, and if that did not take a third of the losses away within 2.5 s, it is undone and not tried again for 5
///   minutes.
/// - *No trouble*: a step up after 20 s, the wait doubling with each step that failed ([Patience]); copies by
///   [RedundancyControl]. One of the two at a time is on trial, so that a failure has one cause.
/// - *Ceiling*: no mode is chosen that takes more in all than the player allows, if there is one that does not.
///
/// A peer that reports no [StreamHealth] of our tracks, as another version may, changes nothing.
///
/// Thread: the link thread, except [#modes], [#tracks] and [#openingSentences].
public final class PathAdaptation {
    static final long SETTLE_NS = 1_000_000_000;
    static final long TRIAL_NS = 2_500_000_000L;
    static final long EXONERATED_NS = 300_000_000_000L;
    static final double SKIP_LOSS = 0.20;

    /// A trial that leaves less than this share of the losses has helped.
    private static final double HELPED = 2 / 3.0;

    /// Reports of the last 2 s before a trial, and of the 1.6 s at its end.
    private static final int BEFORE_TRIAL = 10;

    private static final int END_OF_TRIAL = 8;

    /// A second's worth: one loss right after the start says little.
    private static final int LEAST_REPORTS = 5;

    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final String peer;
    private final List<Sent> tracks;
    private final double ceilingBps;
    private final int lowest;

    /// The least level that the ceiling allows.
    private final int top;

    private final Congestion congestion = new Congestion();
    private final Patience qualityPatience = new Patience();
    private final Patience copiesPatience = new Patience();
    private final List<String> openingSentences;
    private final List<String> sentences = new ArrayList<>();
    private int level;
    private long changedNs = LONG_AGO;
    private long troubleNs = LONG_AGO;
    private long exoneratedUntilNs = LONG_AGO;

    /// A trial under way ends then; 0 for none.
    private long trialEndNs;

    private double lossBeforeTrial;
    private int levelBeforeTrial;
    private int stepsDown;
    private int stepsUp;
    private volatile List<SendMode> modes;
    private volatile List<TrackQuality> view;

    /// One track on its way to this peer.
    private static final class Sent {
        final AdaptiveTrack track;
        final RedundancyControl redundancy = new RedundancyControl();
        Optional<StreamHealth> health = Optional.empty();
        String reason = "";

        Sent(AdaptiveTrack track) {
            this.track = track;
        }
    }

    /// What a report led to.
    ///
    /// @param changes tracks that are sent in another way from now on
    /// @param sentences for the player
    public record Outcome(List<Change> changes, List<String> sentences) {}

    /// A new way of sending a track.
    ///
    /// @param track its index
    public record Change(int track, SendMode mode) {}

    /// @param peer its name, for sentences
    /// @param tracks all that is sent there
    public PathAdaptation(String peer, List<AdaptiveTrack> tracks, AdaptSettings settings) {
        this.peer = peer;
        this.tracks = tracks.stream().map(Sent::new).toList();
        ceilingBps = settings.maxKbps() == 0 ? Double.POSITIVE_INFINITY : settings.maxKbps() * 1e3;
        lowest = tracks.stream().mapToInt(track -> track.ladder().size()).max().orElse(1) - 1;
        int affordable = 0;
        while (affordable < lowest && plainBps(affordable) > ceilingBps) {
            affordable++;
        }
        top = affordable;
        level = top;
        if (top > 0 || plainBps(top) > ceilingBps) {
            noteSteps(0, "--max-bandwidth " + settings.maxKbps() + " does not carry", "");
        }
        openingSentences = List.copyOf(sentences);
        modes = currentModes();
        view = currentView();
    }

    private double plainBps(int atLevel) {
        return tracks.stream()
                .mapToDouble(
                        sent -> sent.track.bitsPerSecond(sent.track.ladder().at(atLevel), 0))
                .sum();
    }

    private double bps(Sent sent, int copies) {
        return sent.track.bitsPerSecond(sent.track.ladder().at(level), copies);
    }

    /// How each track is to be sent, by index. Thread: any.
    public List<SendMode> modes() {
        return modes;
    }

    /// How each track is sent, and why. Thread: any.
    public List<TrackQuality> tracks() {
        return view;
    }

    /// What there is to say before anything was sent. Thread: any.
    public List<String> openingSentences() {
        return openingSentences;
    }

    /// Takes note of what the peer reports, five times a second.
    public Outcome onReport(List<ReportBlock> blocks, List<StreamHealth> health, long nowNs) {
        sentences.clear();
        List<SendMode> before = modes;
        if (observe(blocks, health, nowNs)) {
            decide(nowNs);
            modes = currentModes();
            view = currentView();
        }
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (!modes.get(i).equals(before.get(i))) {
                changes.add(new Change(i, modes.get(i)));
            }
        }
        return new Outcome(changes, List.copyOf(sentences));
    }

    private boolean observe(List<ReportBlock> blocks, List<StreamHealth> health, long nowNs) {
        double loss = 0;
        long queueNs = 0;
        int heard = 0;
        for (Sent sent : tracks) {
            int ssrc = sent.track.ssrc();
            sent.health = health.stream().filter(one -> one.ssrc() == ssrc).findFirst();
            Optional<ReportBlock> block =
                    blocks.stream().filter(one -> one.ssrc() == ssrc).findFirst();
            if (sent.health.isPresent() && block.isPresent()) {
                heard++;
                loss += block.get().fractionLost() / 256.0;
                queueNs = Math.max(queueNs, sent.health.get().queueNs());
            }
        }
        if (heard > 0) {
            congestion.onReport(loss / heard, queueNs, nowNs);
        }
        return heard > 0;
    }

    private void decide(long nowNs) {
        if (congestion.isFull()) {
            trialEndNs = 0;
            onTrouble(nowNs);
            if (nowNs - changedNs >= SETTLE_NS) {
                reduce(nowNs, "the path cannot carry");
            }
        } else if (trialEndNs != 0) {
            if (nowNs >= trialEndNs) {
                endTrial(nowNs);
            }
        } else if (congestion.isHeavy() && nowNs >= exoneratedUntilNs) {
            lossBeforeTrial = congestion.meanLoss(BEFORE_TRIAL);
            levelBeforeTrial = level;
            if (reduce(nowNs, "perhaps the path cannot carry")) {
                onTrouble(nowNs);
                trialEndNs = nowNs + TRIAL_NS;
            } else {
                // It is as bad with the least that there is: copies are worth trying.
                chooseCopies(nowNs);
            }
        } else {
            recover(nowNs);
            chooseCopies(nowNs);
        }
    }

    private void onTrouble(long nowNs) {
        troubleNs = nowNs;
        qualityPatience.trouble(nowNs);
        copiesPatience.trouble(nowNs);
    }

    /// Sends fewer bits.
    ///
    /// @return false if there is nothing left to save
    private boolean reduce(long nowNs, String why) {
        boolean hasCopies = tracks.stream().anyMatch(sent -> sent.redundancy.copies() > 0);
        if (hasCopies) {
            for (Sent sent : tracks) {
                sent.reason = "The path is full (" + evidence() + "), so no copies are sent.";
                sent.redundancy.off();
            }
        } else if (level < lowest) {
            // A step up that failed goes back to what held.
            int steps = congestion.recentLoss() > SKIP_LOSS && !qualityPatience.isOnTrial(nowNs) ? 2 : 1;
            moveTo(Math.min(lowest, level + steps), why, " (" + evidence() + ")");
        } else {
            return false;
        }
        onChange(nowNs);
        return true;
    }

    private void onChange(long nowNs) {
        changedNs = nowNs;
        congestion.onChange(nowNs);
    }

    private void endTrial(long nowNs) {
        trialEndNs = 0;
        if (congestion.meanLoss(END_OF_TRIAL) < HELPED * lossBeforeTrial) {
            onTrouble(nowNs);
            return;
        }
        exoneratedUntilNs = nowNs + EXONERATED_NS;
        troubleNs = LONG_AGO;
        if (level != levelBeforeTrial) {
            onChange(nowNs);
            moveTo(levelBeforeTrial, "sending less did not help, so the path carries more than", "");
        }
    }

    private void recover(long nowNs) {
        long quietSinceNs = Math.max(troubleNs, changedNs);
        if (level > top && nowNs - quietSinceNs >= qualityPatience.waitNs() && !copiesPatience.isOnTrial(nowNs)) {
            onChange(nowNs);
            // More bits than those that were found innocent.
            exoneratedUntilNs = LONG_AGO;
            qualityPatience.tried(nowNs);
            moveTo(level - 1, "no trouble of late with", "");
        }
    }

    private void chooseCopies(long nowNs) {
        boolean mayRaise = congestion.numReports() >= LEAST_REPORTS
                && !congestion.hasQueue()
                && !qualityPatience.isOnTrial(nowNs)
                && nowNs - troubleNs >= copiesPatience.waitNs();
        for (Sent sent : tracks) {
            int copiesBefore = sent.redundancy.copies();
            if (sent.health.isPresent()
                    && sent.redundancy.onReport(sent.health.get(), nowNs, affordableCopies(sent), mayRaise)) {
                if (sent.redundancy.copies() > copiesBefore) {
                    copiesPatience.tried(nowNs);
                    congestion.onChange(nowNs);
                }
                sent.reason = copiesReason(sent.redundancy, sent.health.get());
            }
        }
    }

    private int affordableCopies(Sent sent) {
        double others = tracks.stream()
                .filter(other -> other != sent)
                .mapToDouble(other -> bps(other, other.redundancy.copies()))
                .sum();
        int copies = 2;
        while (copies > 0 && others + bps(sent, copies) > ceilingBps) {
            copies--;
        }
        return copies;
    }

    /// Moves all tracks to another level of their ladders.
    private void moveTo(int newLevel, String why, String evidence) {
        int old = level;
        level = newLevel;
        if (newLevel > old) {
            stepsDown++;
        } else {
            stepsUp++;
        }
        for (Sent sent : tracks) {
            Rung from = sent.track.ladder().at(old);
            Rung to = sent.track.ladder().at(newLevel);
            int copies = sent.redundancy.copies();
            sent.redundancy.rescale(sent.track.packetsPerSecond(to) / sent.track.packetsPerSecond(from));
            if (affordableCopies(sent) < copies) {
                sent.redundancy.off();
            }
        }
        noteSteps(old, why, evidence);
    }

    private void noteSteps(int old, String why, String evidence) {
        for (Sent sent : tracks) {
            String from = sent.track.ladder().at(old).name();
            String to = sent.track.ladder().at(level).name();
            if (!from.equals(to) || old == level) {
                String which = tracks.size() > 1 ? sent.track.name() + " as " : "";
                String anyway = old == level ? " all the same." : ".";
                String sentence = why + " " + which + from + evidence + "; sending " + to + anyway;
                sent.reason = capital(sentence);
                sentences.add(peer + ": " + sentence);
            }
        }
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private String evidence() {
        long queueMs = Math.round(congestion.queueNs() / 1e6);
        return percent(congestion.recentLoss()) + " loss" + (queueMs > 0 ? ", delay +" + queueMs + " ms" : "");
    }

    private static String copiesReason(RedundancyControl redundancy, StreamHealth health) {
        String lost = percent(Math.max(health.fastLoss(), health.slowLoss())) + " is lost, in bursts of "
                + String.format(Locale.ROOT, "%.1f", health.meanBurstPackets()) + " packets, so ";
        return switch (redundancy.copies()) {
            case 0 -> "Hardly anything is lost, or copies would not help, so none are sent.";
            case 1 -> lost + "each packet is sent again with the one " + redundancy.nearCopy() + " later.";
            default ->
                lost + "each packet is sent again with those " + redundancy.nearCopy() + " and " + redundancy.farCopy()
                        + " later.";
        };
    }

    private static String percent(double share) {
        return share < 0.0995
                ? String.format(Locale.ROOT, "%.1f %%", share * 100)
                : String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private List<SendMode> currentModes() {
        return tracks.stream()
                .map(sent -> new SendMode(
                        sent.track.ladder().at(level).codec(), sent.redundancy.nearCopy(), sent.redundancy.farCopy()))
                .toList();
    }

    private List<TrackQuality> currentView() {
        return tracks.stream()
                .map(sent -> new TrackQuality(
                        sent.track.name(),
                        sent.track.ladder().at(level).name(),
                        sent.redundancy.nearCopy(),
                        sent.redundancy.farCopy(),
                        bps(sent, sent.redundancy.copies()) / 1e3,
                        stepsDown,
                        stepsUp,
                        sent.reason,
                        sent.health.orElse(null)))
                .toList();
    }
}
