package dev.runnerfleet.stack.template;

import java.util.List;
import java.util.Map;

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

	IntrinsicConstructor(LoaderOptions options) {
		super(options);
		this.yamlConstructors.put(new Tag("!Ref"), new LongForm("Ref"));
		this.yamlConstructors.put(new Tag("!Condition"), new LongForm("Condition"));
		FUNCTIONS.forEach((name) -> this.yamlConstructors.put(new Tag("!" + name), new LongForm("Fn::" + name)));
		// A version such as 2010-09-09 is text, not a point in time.
		this.yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
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
