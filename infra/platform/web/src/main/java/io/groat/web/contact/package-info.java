/** Phone numbers and e-mail addresses, each in the one form in which it is compared, kept and sent to. */
@NullMarked
package io.groat.web.contact;

import org.jspecify.annotations.NullMarked;
