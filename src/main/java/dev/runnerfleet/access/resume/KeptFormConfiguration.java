package dev.runnerfleet.access.resume;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.servlet.support.csrf.CsrfRequestDataValueProcessor;

/** Puts what keeps forms in its place among the filters and in every form. */
@Configuration(proxyBeanMethods = false)
class KeptFormConfiguration {

	/** After the security filters, which know who asks. */
	@Bean
	FilterRegistrationBean<KeptFormFilter> keptFormFilter(KeptForms forms) {
		return new FilterRegistrationBean<>(new KeptFormFilter(forms));
	}

	/**
	 * Spring Security makes the one that is wrapped, under a name that is taken by it.
	 */
	@Bean
	static BeanPostProcessor formOwner(ObjectProvider<FormSignatures> marks) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof CsrfRequestDataValueProcessor tokens) ? new FormOwner(tokens, marks) : bean;
			}

		};
	}

}
