package dev.runnerfleet.stack.template;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads {@code !Ref x} and its like as {@code {"Ref": "x"}}, the form that all the rest
 * works on.
 */
final class IntrinsicConstructor extends SafeConstructor {

	private static final List<String> FUNCTIONS = List.of("And", "Base64", "Cidr", "Equals", "FindInMap", "GetAtt",
			"GetAZs", "If", "ImportValue", "Join", "Not", "Or", "Select", "Split", "Sub");

	/** Tags by the long form's name. */
	private static final Map<String, String> SHORT_FORMS = Stream
		.concat(Stream.of("Ref", "Condition"), FUNCTIONS.stream().map((name) -> "Fn::" + name))
		.collect(Collectors.toMap(Function.identity(), (name) -> "!" + name.replace("Fn::", "")));

	IntrinsicConstructor(LoaderOptions options) {
		super(options);
		SHORT_FORMS.forEach((name, tag) -> this.yamlConstructors.put(new Tag(tag), new LongForm(name)));
		// A version such as 2010-09-09 is text, not a point in time.
		this.yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
	}

	/** The tag of a function, {@code null} where it has none. */
	static @Nullable String tag(String function) {
		return SHORT_FORMS.get(function);
	}

	private final class LongForm extends AbstractConstruct {

		private final String name;

		LongForm(String name) {
			this.name = name;
		}

		@Override
		public Object construct(Node node) {
			return Map.of(this.name, argument(node));
		}

		private Object argument(Node node) {
			if (node instanceof SequenceNode sequence) {
				return constructSequence(sequence);
			}
			if (node instanceof MappingNode mapping) {
				return constructMapping(mapping);
			}
			String text = ((ScalarNode) node).getValue();
			return this.name.equals("Fn::GetAtt") ? List.of((Object[]) text.split("\\.", 2)) : text;
		}

	}

}
