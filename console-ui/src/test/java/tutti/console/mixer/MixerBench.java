package tutti.console.mixer;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import tutti.console.headless.Headless;
import tutti.console.model.MoveHistory;
import tutti.console.model.Pulses;
import tutti.console.theme.Theme;

/// What the mixer takes: 32 strips and 4 buses, all meters moving 30 times a second, drawn by software. The headless
/// screen is 1000 x 1000, so the mixer stands in two windows of 960 x 1000, which is 1.92 megapixels.
///
/// `java -Dglass.platform=Headless -Dprism.order=sw tutti.console.mixer.MixerBench [SECONDS] [drag]`, with the tests'
/// class
/// path. With `drag`, one fader moves with every pulse.
public final class MixerBench {
    private static final int STRIPS = 32;
    private static final int WARM_UP_S = 8;

    private final List<DemoDesk> desks = new ArrayList<>();
    private final List<MixerModel> mixers = new ArrayList<>();
    private final List<Pulses> beats = new ArrayList<>();
    private final List<Long> intervalsNs = new ArrayList<>();
    private final Random levels = new Random(1);
    private final boolean isDragged;
    private long latestNs;
    private long measuredNs;
    private volatile boolean isCounting;

    private MixerBench(boolean isDragged) {
        this.isDragged = isDragged;
    }

    /// Measures and says what it found.
    ///
    /// @param arguments how many seconds, 20 if none is given; then `drag`
    public static void main(String... arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        boolean isDragged = arguments.length > 1 && arguments[1].equals("drag");
        Headless.start();
        MixerBench bench = new MixerBench(isDragged);
        Headless.runOnFx(() -> {
            bench.open(STRIPS / 2);
            bench.open(STRIPS / 2);
            bench.start();
        });
        pass(WARM_UP_S);
        bench.isCounting = true;
        long cpuNs = cpuNs();
        long wallNs = System.nanoTime();
        pass(seconds);
        cpuNs = cpuNs() - cpuNs;
        wallNs = System.nanoTime() - wallNs;
        Headless.runOnFx(bench::report);
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "CPU %.0f %% of one core, heap %d MB of %d MB%n",
                100.0 * cpuNs / wallNs,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.totalMemory() >> 20);
        Platform.exit();
    }

    private static void pass(int seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }

    private static long cpuNs() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void open(int strips) {
        DemoDesk desk = new DemoDesk((_, _) -> true, List.of());
        for (int strip = 0; strip < strips; strip += 2) {
            desk.player("player" + strip, "direct", 12.5, 3, 0, "one", "two");
        }
        desk.bus("monitor", 0);
        desk.bus("record", 0);
        MixerModel mixer = new MixerModel(desk.tree(), new MoveHistory(System::nanoTime), new DeskLayout());
        Pulses pulses = new Pulses();
        MixerLook look = new MixerLook(Locale.ENGLISH);
        look.widthProperty().set(MixerLook.Width.NARROW);
        Scene scene = new Scene(new MixerView(mixer, look, pulses), 960, 1_000);
        Theme.DARK.dress(scene);
        Stage stage = new Stage();
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        desks.add(desk);
        mixers.add(mixer);
        beats.add(pulses);
    }

    private void start() {
        new AnimationTimer() {
            @Override
            public void handle(long nowNs) {
                if (isCounting && latestNs != 0) {
                    intervalsNs.add(nowNs - latestNs);
                }
                latestNs = nowNs;
                if (nowNs - measuredNs >= 33_000_000) {
                    measuredNs = nowNs;
                    measure();
                }
                if (isDragged) {
                    double way = Math.sin(nowNs / 3e8) * 20 - 10;
                    mixers.getFirst().inSight().getFirst().gainDb().move(way);
                }
                beats.forEach(pulses -> pulses.beat(nowNs));
            }
        }.start();
    }

    private void measure() {
        for (int at = 0; at < desks.size(); at++) {
            for (ChannelModel channel : mixers.get(at).inSight()) {
                double peakDb = -2 - levels.nextDouble() * 30;
                desks.get(at).measure(channel.id().branch(), peakDb, peakDb - 6 - levels.nextDouble() * 10);
            }
        }
    }

    private void report() {
        List<Long> sorted = intervalsNs.stream().sorted().toList();
        long late = sorted.stream().filter(ns -> ns > 25_000_000).count();
        System.out.printf(
                Locale.ROOT,
                "%d pulses, median %.1f ms, 99 %% %.1f ms, longest %.1f ms, %d later than 25 ms%n",
                sorted.size(),
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6,
                sorted.getLast() / 1e6,
                late);
    }
}
