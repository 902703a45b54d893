package dev.runnerfleet.web;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the machinery behind the API's description when somebody asks for it: few do, and
 * everybody waits for a start.
 */
@Component
class LazyApiDescription implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanDefinitionNames()) {
			BeanDefinition definition = beans.getBeanDefinition(name);
			if (isDescription(definition.getBeanClassName()) || isDescription(definition.getFactoryBeanName())) {
				definition.setLazyInit(true);
			}
		}
	}

	private static boolean isDescription(@Nullable String type) {
		return type != null && type.startsWith("org.springdoc.");
	}

}
