// python/syntax/diagnosis/grammar_text.h -- Python 3.11's grammar, with the mistakes that have messages of their own.
//
// Room       Syntax, private to the diagnosis. grammar.cpp reads this text, explorer.cpp runs it.
// Tests      tests/syntax/compare_errors.py
//
// A rule is a name, marks, a colon and alternatives, which are tried in their order. The notation:
//
//   'if' ':'        a keyword or operator            "case"         a soft keyword
//   NAME STRING     a token of this kind             rule           a rule
//   ( x | y )       grouping                         [ x ] x?       zero or one
//   x* x+           repetition                       's'.x+         one or more x with s between them
//   &x !x           x follows, x does not follow     &&'('          '(' must follow: else "expected '('"
//   ~               no other alternative from here   a=x            what x matches is called a
//   => action       what to do when all has matched
//
// Marks: `memo`, what CPython remembers for each place, which can be seen in the messages; `quiet`, mistakes are not
// looked for inside. A rule whose name begins with `wrong_` describes a mistake. Where it is an alternative of its own
// it takes part only when the source has been found to be wrong. It ends the search with a message as soon as it
// matches, so that its alternatives come in the order in which CPython tries them. If the action finds that there is no
// mistake after all, its rule fails.
//
// Actions: `at a` reports the range of a; `range a b` the range from a to b; `from a` the range from a to where the
// tokenizer is; `last` the last token read; `indent` the same as an IndentationError; `store a`, `loop a`, `delete a`
// look for something in a that cannot be a target; `version` complains if the language version is before that at the
// start of the message; others are functions in actions.cpp. In messages {a} is what kind of
// expression a is, {a.text} its text and {a.line} its line.
#pragma once

namespace taipan::syntax::diagnosis {

inline constexpr const char* kStatementRules = R"(
file: [statements] ENDMARKER
interactive: statement_newline
eval: expressions NEWLINE* ENDMARKER
function_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER
fstring: star_expressions

statements: statement+
statement: compound_stmt | simple_stmts
statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER => fail
simple_stmts: simple_stmt !';' NEWLINE | ';'.simple_stmt+ [';'] NEWLINE
simple_stmt memo:
    assignment | star_expressions | &'return' return_stmt | &('import' | 'from') import_stmt | &'raise' raise_stmt
    | 'pass' | &'del' del_stmt | &'yield' yield_expr | &'assert' assert_stmt | 'break' | 'continue'
    | &'global' global_stmt | &'nonlocal' nonlocal_stmt
compound_stmt:
    &('def' | '@' | 'async') function_def | &'if' if_stmt | &('class' | '@') class_def | &('with' | 'async') with_stmt
    | &('for' | 'async') for_stmt | &'try' try_stmt | &'while' while_stmt | match_stmt

assignment:
    NAME ':' expression ['=' annotated_rhs] => version `6 Variable annotation syntax is`
    | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
      => version `6 Variable annotations syntax is`
    | (star_targets '=')+ (yield_expr | star_expressions) !'=' TYPE_COMMENT?
    | single_target augassign ~ (yield_expr | star_expressions)
    | wrong_assignment
annotated_rhs: yield_expr | star_expressions
augassign:
    '+=' | '-=' | '*=' | '@=' => version `5 The '@' operator is` | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>='
    | '**=' | '//='
return_stmt: 'return' [star_expressions]
raise_stmt: 'raise' expression ['from' expression] | 'raise'
global_stmt: 'global' ','.NAME+
nonlocal_stmt: 'nonlocal' ','.NAME+
del_stmt: 'del' del_targets &(';' | NEWLINE) | wrong_del_stmt
assert_stmt: 'assert' expression [',' expression]
import_stmt: import_name | import_from
import_name: 'import' ','.dotted_as_name+
import_from:
    'from' ('.' | '...')* dotted_name 'import' import_from_targets
    | 'from' ('.' | '...')+ 'import' import_from_targets
import_from_targets:
    '(' import_from_as_names [','] ')' | import_from_as_names !',' | '*' | wrong_import_from_targets
import_from_as_names: ','.import_from_as_name+
import_from_as_name: NAME ['as' NAME]
dotted_as_name: dotted_name ['as' NAME]
dotted_name: NAME ('.' NAME)*

block memo: NEWLINE INDENT statements DEDENT | simple_stmts | wrong_block
decorators: ('@' named_expression NEWLINE)+
class_def: decorators class_def_raw | class_def_raw
class_def_raw: wrong_class_def_raw | 'class' NAME ['(' [arguments] ')'] ':' block
function_def: decorators function_def_raw | function_def_raw
function_def_raw:
    wrong_def_raw
    | 'def' NAME &&'(' [params] ')' ['->' expression] &&':' [func_type_comment] block
    | 'async' 'def' NAME &&'(' [params] ')' ['->' expression] &&':' [func_type_comment] block
      => version `5 Async functions are`
func_type_comment: NEWLINE TYPE_COMMENT &(NEWLINE INDENT) | wrong_double_type_comments | TYPE_COMMENT

params: wrong_parameters | parameters
parameters:
    slash_no_default param_no_default* param_with_default* [star_etc] => version `8 Positional-only parameters are`
    | slash_with_default param_with_default* [star_etc] => version `8 Positional-only parameters are`
    | param_no_default+ param_with_default* [star_etc]
    | param_with_default+ [star_etc]
    | star_etc
slash_no_default: param_no_default+ '/' ',' | param_no_default+ '/' &')'
slash_with_default:
    param_no_default* param_with_default+ '/' ',' | param_no_default* param_with_default+ '/' &')'
star_etc:
    wrong_star_etc
    | '*' param_no_default param_maybe_default* [kwds]
    | '*' param_no_default_star_annotation param_maybe_default* [kwds]
    | '*' ',' param_maybe_default+ [kwds]
    | kwds
kwds: wrong_kwds | '**' param_no_default
param_no_default: param ',' TYPE_COMMENT? | param TYPE_COMMENT? &')'
param_no_default_star_annotation: param_star_annotation ',' TYPE_COMMENT? | param_star_annotation TYPE_COMMENT? &')'
param_with_default: param default ',' TYPE_COMMENT? | param default TYPE_COMMENT? &')'
param_maybe_default: param default? ',' TYPE_COMMENT? | param default? TYPE_COMMENT? &')'
param: NAME [':' expression]
param_star_annotation: NAME ':' star_expression
default: '=' expression | wrong_default

if_stmt:
    wrong_if_stmt | 'if' named_expression ':' block elif_stmt | 'if' named_expression ':' block [else_block]
elif_stmt:
    wrong_elif_stmt | 'elif' named_expression ':' block elif_stmt | 'elif' named_expression ':' block [else_block]
else_block: wrong_else_stmt | 'else' &&':' block
while_stmt: wrong_while_stmt | 'while' named_expression ':' block [else_block]
for_stmt:
    wrong_for_stmt
    | 'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else_block]
    | 'async' 'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else_block]
      => version `5 Async for loops are`
    | wrong_for_target
with_stmt:
    wrong_with_stmt_indent
    | 'with' '(' ','.with_item+ ','? ')' ':' block => version `9 Parenthesized context managers are`
    | 'with' ','.with_item+ ':' [TYPE_COMMENT] block
    | 'async' 'with' '(' ','.with_item+ ','? ')' ':' block => version `5 Async with statements are`
    | 'async' 'with' ','.with_item+ ':' [TYPE_COMMENT] block => version `5 Async with statements are`
    | wrong_with_stmt
with_item: expression 'as' star_target &(',' | ')' | ':') | wrong_with_item | expression
try_stmt:
    wrong_try_stmt
    | 'try' &&':' block finally_block
    | 'try' &&':' block except_block+ [else_block] [finally_block]
    | 'try' &&':' block except_star_block+ [else_block] [finally_block] => version `11 Exception groups are`
except_block:
    wrong_except_stmt_indent | 'except' expression ['as' NAME] ':' block | 'except' ':' block | wrong_except_stmt
except_star_block:
    wrong_except_star_stmt_indent | 'except' '*' expression ['as' NAME] ':' block | wrong_except_stmt
finally_block: wrong_finally_stmt | 'finally' &&':' block

match_stmt:
    "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT => version `10 Pattern matching is`
    | wrong_match_stmt
subject_expr: star_named_expression ',' star_named_expressions? | named_expression
case_block: wrong_case_block | "case" patterns guard? ':' block
guard: 'if' named_expression
patterns: open_sequence_pattern | pattern
pattern: as_pattern | or_pattern
as_pattern: or_pattern 'as' pattern_capture_target | wrong_as_pattern
or_pattern: '|'.closed_pattern+
closed_pattern memo:
    literal_pattern | pattern_capture_target | "_" | value_pattern | group_pattern | sequence_pattern | mapping_pattern
    | class_pattern
literal_pattern: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
complex_number: signed_real_number ('+' | '-') imaginary_number
signed_number: NUMBER | '-' NUMBER
signed_real_number: real_number | '-' real_number
real_number: a=NUMBER => real_number a
imaginary_number: a=NUMBER => imaginary_number a
pattern_capture_target: !"_" NAME !('.' | '(' | '=')
value_pattern: attr !('.' | '(' | '=')
attr memo: NAME ('.' NAME)+
name_or_attr: attr | NAME
group_pattern: '(' pattern ')'
sequence_pattern: '[' maybe_sequence_pattern? ']' | '(' open_sequence_pattern? ')'
open_sequence_pattern: maybe_star_pattern ',' maybe_sequence_pattern?
maybe_sequence_pattern: ','.maybe_star_pattern+ ','?
maybe_star_pattern: star_pattern | pattern
star_pattern memo: '*' pattern_capture_target | '*' "_"
mapping_pattern:
    '{' '}' | '{' double_star_pattern ','? '}' | '{' items_pattern ',' double_star_pattern ','? '}'
    | '{' items_pattern ','? '}'
items_pattern: ','.key_value_pattern+
key_value_pattern: (literal_pattern | attr) ':' pattern
double_star_pattern: '**' pattern_capture_target
class_pattern:
    name_or_attr '(' ')'
    | name_or_attr '(' positional_patterns ','? ')'
    | name_or_attr '(' keyword_patterns ','? ')'
    | name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')'
    | wrong_class_pattern
positional_patterns: ','.pattern+
keyword_patterns: ','.keyword_pattern+
keyword_pattern: NAME '=' pattern

type_expressions:
    ','.expression+ ',' '*' expression ',' '**' expression
    | ','.expression+ ',' '*' expression
    | ','.expression+ ',' '**' expression
    | '*' expression ',' '**' expression
    | '*' expression
    | '**' expression
    | ','.expression+
)";

inline constexpr const char* kExpressionRules = R"(
expressions: expression (',' expression)+ [','] | expression ',' | expression
expression memo:
    wrong_expression | wrong_legacy_expression | disjunction 'if' disjunction 'else' expression | disjunction | lambdef
yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]
star_expressions: star_expression (',' star_expression)+ [','] | star_expression ',' | star_expression
star_expression memo: '*' bitwise_or | expression
star_named_expressions: ','.star_named_expression+ [',']
star_named_expression: '*' bitwise_or | named_expression
assignment_expression: NAME ':=' ~ expression => version `8 Assignment expressions are`
named_expression: assignment_expression | wrong_named_expression | expression !':='
disjunction memo: conjunction ('or' conjunction)+ | conjunction
conjunction memo: inversion ('and' inversion)+ | inversion
inversion memo: 'not' inversion | comparison
comparison: bitwise_or compare_op_bitwise_or_pair+ | bitwise_or
compare_op_bitwise_or_pair:
    '==' bitwise_or | ne_operator bitwise_or | '<=' bitwise_or | '<' bitwise_or | '>=' bitwise_or | '>' bitwise_or
    | 'not' 'in' bitwise_or | 'in' bitwise_or | 'is' 'not' bitwise_or | 'is' bitwise_or
ne_operator: a='!=' => not_equal a
bitwise_or memo: bitwise_xor ('|' bitwise_xor)*
bitwise_xor memo: bitwise_and ('^' bitwise_and)*
bitwise_and memo: shift_expr ('&' shift_expr)*
shift_expr memo: sum (('<<' | '>>') sum)*
sum memo: term (('+' | '-') term)*
term memo: factor (('*' | '/' | '//' | '%') factor | '@' factor => version `5 The '@' operator is`)*
factor memo: '+' factor | '-' factor | '~' factor | power
power: await_primary '**' factor | await_primary
await_primary memo: 'await' primary => version `5 Await expressions are` | primary
primary memo: atom ('.' NAME | genexp | '(' [arguments] ')' | '[' slices ']')*
slices: slice !',' | ','.(slice | starred_expression)+ [',']
slice: [expression] ':' [expression] [':' [expression]] | named_expression
atom:
    NAME | 'True' | 'False' | 'None' | &STRING strings | NUMBER | &'(' (tuple | group | genexp) | &'[' (list | listcomp)
    | &'{' (dict | set | dictcomp | setcomp) | '...'
group: '(' (yield_expr | named_expression) ')' | wrong_group
lambdef: 'lambda' [lambda_params] ':' expression
lambda_params: wrong_lambda_parameters | lambda_parameters
lambda_parameters:
    lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* [lambda_star_etc]
      => version `8 Positional-only parameters are`
    | lambda_slash_with_default lambda_param_with_default* [lambda_star_etc]
      => version `8 Positional-only parameters are`
    | lambda_param_no_default+ lambda_param_with_default* [lambda_star_etc]
    | lambda_param_with_default+ [lambda_star_etc]
    | lambda_star_etc
lambda_slash_no_default: lambda_param_no_default+ '/' ',' | lambda_param_no_default+ '/' &':'
lambda_slash_with_default:
    lambda_param_no_default* lambda_param_with_default+ '/' ','
    | lambda_param_no_default* lambda_param_with_default+ '/' &':'
lambda_star_etc:
    wrong_lambda_star_etc
    | '*' lambda_param_no_default lambda_param_maybe_default* [lambda_kwds]
    | '*' ',' lambda_param_maybe_default+ [lambda_kwds]
    | lambda_kwds
lambda_kwds: wrong_lambda_kwds | '**' lambda_param_no_default
lambda_param_no_default: NAME ',' | NAME &':'
lambda_param_with_default: NAME default ',' | NAME default &':'
lambda_param_maybe_default: NAME default? ',' | NAME default? &':'
strings memo: a=STRING+ => strings a
list: '[' [star_named_expressions] ']'
tuple: '(' [star_named_expression ',' [star_named_expressions]] ')'
set: '{' star_named_expressions '}'
dict: '{' [double_starred_kvpairs] '}' | '{' wrong_double_starred_kvpairs '}'
double_starred_kvpairs: ','.double_starred_kvpair+ [',']
double_starred_kvpair: '**' bitwise_or | kvpair
kvpair: expression ':' expression
for_if_clauses: for_if_clause+
for_if_clause:
    'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)* => version `6 Async comprehensions are`
    | 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
    | wrong_for_target
listcomp: '[' named_expression for_if_clauses ']' | wrong_comprehension
setcomp: '{' named_expression for_if_clauses '}' | wrong_comprehension
genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')' | wrong_comprehension
dictcomp: '{' kvpair for_if_clauses '}' | wrong_dict_comprehension
arguments memo: args [','] &')' | wrong_arguments
args:
    ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ [',' kwargs] | kwargs
kwargs:
    ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+ | ','.kwarg_or_starred+ | ','.kwarg_or_double_starred+
starred_expression: '*' expression
kwarg_or_starred: wrong_kwarg | NAME '=' expression | starred_expression
kwarg_or_double_starred: wrong_kwarg | NAME '=' expression | '**' expression
star_targets: star_target !',' | star_target (',' star_target)* [',']
star_targets_list_seq: ','.star_target+ [',']
star_targets_tuple_seq: star_target (',' star_target)+ [','] | star_target ','
star_target memo: '*' !'*' star_target | target_with_star_atom
target_with_star_atom memo: t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead | star_atom
star_atom:
    NAME | '(' target_with_star_atom ')' | '(' [star_targets_tuple_seq] ')' | '[' [star_targets_list_seq] ']'
single_target: single_subscript_attribute_target | NAME | '(' single_target ')'
single_subscript_attribute_target: t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead
t_primary memo:
    atom &t_lookahead
    (('.' NAME | '[' slices ']' | genexp | '(' [arguments] ')') &t_lookahead)*
t_lookahead: '(' | '[' | '.'
del_targets: ','.del_target+ [',']
del_target memo: t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead | del_t_atom
del_t_atom: NAME | '(' del_target ')' | '(' [del_targets] ')' | '[' [del_targets] ']'
)";

inline constexpr const char* kMistakes = R"(
wrong_arguments:
    a=args ',' '*' => at a `iterable argument unpacking follows keyword argument unpacking`
    | a=expression b=for_if_clauses ',' [args | expression for_if_clauses]
      => genexp a b `Generator expression must be parenthesized`
    | a=NAME b='=' expression for_if_clauses
      => range a b `invalid syntax. Maybe you meant '==' or ':=' instead of '='?`
    | a=args b=for_if_clauses => genexp_among_arguments a b `Generator expression must be parenthesized`
    | args ',' a=expression b=for_if_clauses => genexp_target a b `Generator expression must be parenthesized`
    | a=args ',' args => argument_order a
wrong_kwarg:
    a=('True' | 'False' | 'None') b='=' => range a b `cannot assign to {a.text}`
    | a=NAME b='=' expression for_if_clauses
      => range a b `invalid syntax. Maybe you meant '==' or ':=' instead of '='?`
    | !(NAME '=') a=expression b='='
      => range a b `expression cannot contain assignment, perhaps you meant "=="?`
expression_without_mistakes quiet: disjunction 'if' disjunction 'else' expression | disjunction | lambdef
wrong_legacy_expression:
    a=NAME !'(' b=star_expressions
    => legacy_statement a b `Missing parentheses in call to '{a.text}'. Did you mean {a.text}(...)?`
wrong_expression:
    !(NAME STRING | SOFT_KEYWORD) a=disjunction b=expression_without_mistakes
    => missing_comma a b `invalid syntax. Perhaps you forgot a comma?`
    | a=disjunction 'if' b=disjunction !('else' | ':') => range a b `expected 'else' after 'if' expression`
wrong_named_expression memo:
    a=expression ':=' expression => at a `cannot use assignment expressions with {a}`
    | a=NAME '=' b=bitwise_or !('=' | ':=')
      => range a b `invalid syntax. Maybe you meant '==' or ':=' instead of '='?`
    | !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or '=' bitwise_or !('=' | ':=')
      => at a `cannot assign to {a} here. Maybe you meant '==' instead of '='?`
wrong_assignment:
    a=wrong_annotation_target ':' expression => at a `only single target (not {a}) can be annotated`
    | a=star_named_expression ',' star_named_expressions* ':' expression
      => at a `only single target (not tuple) can be annotated`
    | a=expression ':' expression => at a `illegal target for annotation`
    | (star_targets '=')* a=star_expressions '=' => store a
    | (star_targets '=')* a=yield_expr '=' => at a `assignment to yield expression not possible`
    | a=star_expressions augassign (yield_expr | star_expressions)
      => at a `'{a}' is an illegal expression for augmented assignment`
wrong_annotation_target: list | tuple | '(' wrong_annotation_target ')'
wrong_del_stmt: 'del' a=star_expressions => delete a
wrong_block: NEWLINE !INDENT => indent `expected an indented block`
wrong_comprehension:
    ('[' | '(' | '{') a=starred_expression for_if_clauses
    => at a `iterable unpacking cannot be used in comprehension`
    | ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses
      => elements a b `did you forget parentheses around the comprehension target?`
    | ('[' | '{') a=star_named_expression b=',' for_if_clauses
      => range a b `did you forget parentheses around the comprehension target?`
wrong_dict_comprehension:
    '{' a='**' bitwise_or for_if_clauses '}' => at a `dict unpacking cannot be used in dict comprehension`
wrong_parameters:
    param_no_default* wrong_parameters_helper a=param_no_default
    => at_parameter a `non-default argument follows default argument`
    | param_no_default* a='(' param_no_default+ ','? b=')' => range a b `Function parameters cannot be parenthesized`
    | a='/' ',' => at a `at least one argument must precede /`
    | (slash_no_default | slash_with_default) param_maybe_default* a='/' => at a `/ may appear only once`
    | (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default*
      a='/' => at a `/ must be ahead of *`
    | param_maybe_default+ '/' a='*' => at a `expected comma between / and *`
wrong_parameters_helper: slash_with_default | param_with_default+
wrong_default: a='=' &(')' | ',') => at a `expected default value expression`
wrong_star_etc:
    a='*' (')' | ',' (')' | '**')) => at a `named arguments must follow bare *`
    | '*' ',' TYPE_COMMENT => last `bare * has associated type comment`
    | '*' param a='=' => at a `var-positional argument cannot have default value`
    | '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',')
      => at a `* argument may appear only once`
wrong_kwds:
    '**' param a='=' => at a `var-keyword argument cannot have default value`
    | '**' param ',' a=param => at_parameter a `arguments cannot follow var-keyword argument`
    | '**' param ',' a=('*' | '**' | '/') => at a `arguments cannot follow var-keyword argument`
wrong_lambda_parameters:
    lambda_param_no_default* wrong_lambda_parameters_helper a=lambda_param_no_default
    => at_parameter a `non-default argument follows default argument`
    | lambda_param_no_default* a='(' ','.NAME+ ','? b=')'
      => range a b `Lambda expression parameters cannot be parenthesized`
    | a='/' ',' => at a `at least one argument must precede /`
    | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* a='/'
      => at a `/ may appear only once`
    | (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*'
      (',' | lambda_param_no_default) lambda_param_maybe_default* a='/' => at a `/ must be ahead of *`
    | lambda_param_maybe_default+ '/' a='*' => at a `expected comma between / and *`
wrong_lambda_parameters_helper: lambda_slash_with_default | lambda_param_with_default+
wrong_lambda_star_etc:
    '*' (':' | ',' (':' | '**')) => last `named arguments must follow bare *`
    | '*' NAME a='=' => at a `var-positional argument cannot have default value`
    | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* a='*' (lambda_param_no_default | ',')
      => at a `* argument may appear only once`
wrong_lambda_kwds:
    '**' NAME a='=' => at a `var-keyword argument cannot have default value`
    | '**' NAME ',' a=NAME => at a `arguments cannot follow var-keyword argument`
    | '**' NAME ',' a=('*' | '**' | '/') => at a `arguments cannot follow var-keyword argument`
wrong_double_type_comments:
    TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT => last `Cannot have two type comments on def`
wrong_with_item: expression 'as' a=expression &(',' | ')' | ':') => store a
wrong_for_target: 'async'? 'for' a=star_expressions => loop a
wrong_group:
    '(' a=starred_expression ')' => at a `cannot use starred expression here`
    | '(' a='**' expression ')' => at a `cannot use double starred expression here`
wrong_import_from_targets:
    import_from_as_names ',' NEWLINE => last `trailing comma not allowed without surrounding parentheses`
wrong_with_stmt:
    'async'? 'with' ','.(expression ['as' star_target])+ NEWLINE => last `expected ':'`
    | 'async'? 'with' '(' ','.(expressions ['as' star_target])+ ','? ')' NEWLINE => last `expected ':'`
wrong_with_stmt_indent:
    'async'? a='with' ','.(expression ['as' star_target])+ ':' NEWLINE !INDENT
    => indent `expected an indented block after 'with' statement on line {a.line}`
    | 'async'? a='with' '(' ','.(expressions ['as' star_target])+ ','? ')' ':' NEWLINE !INDENT
      => indent `expected an indented block after 'with' statement on line {a.line}`
wrong_try_stmt:
    a='try' ':' NEWLINE !INDENT => indent `expected an indented block after 'try' statement on line {a.line}`
    | 'try' ':' block !('except' | 'finally') => last `expected 'except' or 'finally' block`
    | 'try' ':' block* except_block+ a='except' b='*' expression ['as' NAME] ':'
      => range a b `cannot have both 'except' and 'except*' on the same 'try'`
    | 'try' ':' block* except_star_block+ a='except' [expression ['as' NAME]] ':'
      => at a `cannot have both 'except' and 'except*' on the same 'try'`
wrong_except_stmt:
    'except' '*'? a=expression ',' expressions ['as' NAME] ':'
    => from a `multiple exception types must be parenthesized`
    | a='except' '*'? expression ['as' NAME] NEWLINE => last `expected ':'`
    | a='except' NEWLINE => last `expected ':'`
    | 'except' '*' (NEWLINE | ':') => last `expected one or more exception types`
wrong_finally_stmt:
    a='finally' ':' NEWLINE !INDENT
    => indent `expected an indented block after 'finally' statement on line {a.line}`
wrong_except_stmt_indent:
    a='except' expression ['as' NAME] ':' NEWLINE !INDENT
    => indent `expected an indented block after 'except' statement on line {a.line}`
    | a='except' ':' NEWLINE !INDENT
      => indent `expected an indented block after 'except' statement on line {a.line}`
wrong_except_star_stmt_indent:
    a='except' '*' expression ['as' NAME] ':' NEWLINE !INDENT
    => indent `expected an indented block after 'except*' statement on line {a.line}`
wrong_match_stmt:
    "match" subject_expr NEWLINE => last `expected ':'`
    | a="match" subject_expr ':' NEWLINE !INDENT
      => indent `expected an indented block after 'match' statement on line {a.line}`
wrong_case_block:
    "case" patterns guard? NEWLINE => last `expected ':'`
    | a="case" patterns guard? ':' NEWLINE !INDENT
      => indent `expected an indented block after 'case' statement on line {a.line}`
wrong_as_pattern:
    or_pattern 'as' a="_" => at a `cannot use '_' as a target`
    | or_pattern 'as' !NAME a=expression => at a `invalid pattern target`
wrong_class_pattern:
    name_or_attr '(' [positional_patterns ','] keyword_patterns ',' a=positional_patterns
    => late_patterns a `positional patterns follow keyword patterns`
wrong_if_stmt:
    'if' named_expression NEWLINE => last `expected ':'`
    | a='if' named_expression ':' NEWLINE !INDENT
      => indent `expected an indented block after 'if' statement on line {a.line}`
wrong_elif_stmt:
    'elif' named_expression NEWLINE => last `expected ':'`
    | a='elif' named_expression ':' NEWLINE !INDENT
      => indent `expected an indented block after 'elif' statement on line {a.line}`
wrong_else_stmt:
    a='else' ':' NEWLINE !INDENT => indent `expected an indented block after 'else' statement on line {a.line}`
wrong_while_stmt:
    'while' named_expression NEWLINE => last `expected ':'`
    | a='while' named_expression ':' NEWLINE !INDENT
      => indent `expected an indented block after 'while' statement on line {a.line}`
wrong_for_stmt:
    'async'? 'for' star_targets 'in' star_expressions NEWLINE => last `expected ':'`
    | 'async'? a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT
      => indent `expected an indented block after 'for' statement on line {a.line}`
wrong_def_raw:
    'async'? a='def' NAME '(' [params] ')' ['->' expression] ':' NEWLINE !INDENT
    => indent `expected an indented block after function definition on line {a.line}`
wrong_class_def_raw:
    'class' NAME ['(' [arguments] ')'] NEWLINE => last `expected ':'`
    | a='class' NAME ['(' [arguments] ')'] ':' NEWLINE !INDENT
      => indent `expected an indented block after class definition on line {a.line}`
wrong_double_starred_kvpairs:
    ','.double_starred_kvpair+ ',' wrong_kvpair
    | expression ':' a='*' bitwise_or => from a `cannot use a starred expression in a dictionary value`
    | expression a=':' &('}' | ',') => at a `expression expected after dictionary key and ':'`
wrong_kvpair:
    a=expression !':' => missing_colon a `':' expected after dictionary key`
    | expression ':' a='*' bitwise_or => from a `cannot use a starred expression in a dictionary value`
    | expression a=':' &('}' | ',') => at a `expression expected after dictionary key and ':'`
)";

}  // namespace taipan::syntax::diagnosis
