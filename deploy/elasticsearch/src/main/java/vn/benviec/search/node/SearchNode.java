package vn.benviec.search.node;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Runs one Elasticsearch node in the foreground until SIGTERM.
 *
 * <p>{@code java -Des.path.home=HOME -cp 'HOME/lib/*' vn.benviec.search.node.SearchNode CONFIG_FOLDER}, where the
 * folder holds an ordinary {@code elasticsearch.yml}.
 */
public final class SearchNode {
    private SearchNode() {}

    public static void main(String[] arguments) throws Exception {
        LogConfigurator.configureESLogging();
        LogConfigurator.configureWithoutConfig(Settings.builder().put("logger.level", "INFO").build());
        var home = Path.of(System.getProperty("es.path.home"));
        var settings = Settings.builder().put("path.home", home).build();
        var environment =
                InternalSettingsPreparer.prepareEnvironment(
                        settings, Map.of(), Path.of(arguments[0]), () -> "search");
        var modules = PluginsLoader.loadModulesBundles(home.resolve("modules"));
        var node =
                new Node(
                        environment,
                        PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of(), false));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        // The node's own threads do not keep the process alive.
        new CountDownLatch(1).await();
    }

    private static void close(Node node) {
        try {
            node.prepareForClose();
            node.close();
        } catch (Exception error) {
            error.printStackTrace();
        }
    }
}
