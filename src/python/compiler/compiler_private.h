// python/compiler/compiler_private.h -- the class that walks the tree. Its parts are in the .cpp files of this folder.
//
// Room       python/compiler, private.
//
//   compiler.cpp       a tree, scopes (units), names and constants    statements.cpp    simple statements
//   expressions.cpp    values                                        control_flow.cpp  if, loops, jumps out of blocks
//   conditions.cpp     jumps on truth, comparisons                   try.cpp, with.cpp handlers
//   displays.cpp       lists, sets, dicts, f-strings                 functions.cpp     def, lambda, class, decorators
//   calls.cpp          calls, super()                                patterns.cpp      match
//   comprehensions.cpp comprehensions, await, yield                  warnings.cpp      SyntaxWarnings
//   assignment.cpp     targets
//
// Conventions
//   - `expression(node, destination)` leaves the value in the destination. If that is a variable, only the very last
//     instruction writes it, so that no half-done evaluation is seen by handlers. A temporary may be written earlier.
//   - `operand(node)` is for values that an instruction reads: variables are used where they are.
//   - The current position (assembler().position) is set by whoever handles a located node, and restored (Place).
//   - After an error everything runs on, quickly: visits return at once when failed().
#pragma once

#include <string>

#include "python/compiler/assembler.h"
#include "python/compiler/compiler.h"
#include "python/compiler/constants.h"
#include "python/compiler/symbol_table.h"

namespace taipan::python::compiler {

enum class UnitKind : uint8_t { Module, Class, Function, AsyncFunction, Lambda, Comprehension };

// What return, break and continue must undo, and what limits nesting. One per loop, try, with and handler.
enum class BlockKind : uint8_t {
  WhileLoop,
  ForLoop,
  AsyncForLoop,
  TryBody,     // of try ... except
  FinallyTry,  // of try ... finally
  FinallyEnd,  // the finally body that runs for an exception
  With,
  AsyncWith,
  Handler,       // except clauses: `saved` is the exception handled before
  HandlerName,   // the body of `except ... as name`
  GroupHandler,  // except* clauses
};

struct Block {
  BlockKind kind;
  Label exit = {};               // of loops: where break goes
  Label next = {};               // of loops: where continue goes
  uint32_t loop = 0;             // of loops: number
  RegionId region = {};          // of blocks that a handler covers
  Register saved = kNoRegister;  // Handler, FinallyEnd, GroupHandler: exception handled before; With: exit method
  const ast::Sequence<ast::StmtNode*>* final_body = nullptr;
  Name* name = nullptr;               // HandlerName
  Position position{-1, -1, -1, -1};  // With: of the statement
};

// Where the variable of a name lives.
enum class Access : uint8_t { Register, Cell, ClassCell, Global, Name };
struct Variable {
  Access access;
  Register index = kNoRegister;  // Register: the variable; Cell, ClassCell: the register with the cell
  Symbol* symbol = nullptr;
  Name* name = nullptr;
};

// One code object in the making.
struct Unit {
  Unit(Arena& arena, UnitKind kind, Scope* scope, Unit* parent, uint32_t variable_count, bool long_jumps)
      : kind(kind), scope(scope), parent(parent), assembler(arena, variable_count, long_jumps) {}

  UnitKind kind;
  Scope* scope;
  Unit* parent;
  Assembler assembler;
  Name* name = nullptr;
  std::string_view qualified_name;
  const Name* class_name = nullptr;  // for mangling
  uint32_t first_line = 1;
  uint32_t argument_count = 0, positional_only_count = 0, keyword_only_count = 0;
  uint32_t parameter_count = 0;
  uint32_t variadic_flags = 0;        // kCodeVarArgs, kCodeVarKeywords
  Register next_variable = 0;         // variables get their registers at their first use
  Register variable_limit = 0;        // cells follow from here
  Register class_cell = kNoRegister;  // a class body's own __class__
  std::vector<Name*> variables;       // by register
  std::vector<bool> variable_used;    // by register
  std::vector<Register> use_order;    // of variables that are no parameters
  std::vector<Name*> cell_only;       // cells that are no parameters, in order of their registers
  std::vector<Name*> cells;           // all: those of parameters, then the others, sorted
  std::vector<Name*> frees;           // sorted
  std::vector<Block> blocks;
  RegionId generator_region;
  Label generator_handler;
  bool interactive = false;

  [[nodiscard]] bool is_function() const { return kind != UnitKind::Module && kind != UnitKind::Class; }
};

class Compiler;

// Sets the position for one node and restores it.
class Place {
 public:
  Place(Compiler& compiler, const ast::LocatedNode* node);
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  Compiler& compiler_;
  Unit* unit_;
  Position saved_;
};

// Whether another operand is evaluated after this one, and could change a variable by `:=`.
enum class Followed : uint8_t { No, Yes };

class Compiler {
 public:
  Compiler(Thread& thread, Arena& arena, NameTable& names, SymbolTable& symbols, ConstantPool& constants,
           String* filename, const CompileOptions& options, uint32_t flags, int32_t last_future_line, bool long_jumps,
           DepthLimit depth, CompileProblem& problem);

  Code* module(ast::ModNode* tree);
  [[nodiscard]] bool needs_long_jumps() const { return needs_long_jumps_; }

 private:
  friend class Place;

  // ---- compiler.cpp: units
  void enter_unit(UnitKind kind, Scope* scope, Name* name, uint32_t first_line);
  void lay_out_variables();
  void prologue();
  [[nodiscard]] bool is_resumable() const;  // generators, coroutines, async generators
  void return_none();
  Code* leave_unit();
  [[nodiscard]] uint32_t code_flags() const;
  [[nodiscard]] std::string_view qualified_name_of(Unit* unit) const;
  [[nodiscard]] Tuple* tuple_of_names(const std::vector<Name*>& names);
  [[nodiscard]] String* string_of(Name* name);
  [[nodiscard]] String* string_of(std::string_view text);
  [[nodiscard]] Name* mangled(std::string_view identifier) {
    return names_.mangle(unit_->class_name, names_.intern(identifier));
  }
  [[nodiscard]] Assembler& code() { return unit_->assembler; }
  void fail(std::string message) { problem_.set_syntax(std::move(message), current_location(), true); }
  void fail(std::string message, const ast::LocatedNode* node) {
    problem_.set_syntax(std::move(message), node->location, true);
  }
  [[nodiscard]] bool failed() const { return static_cast<bool>(problem_); }
  [[nodiscard]] ast::Location current_location() const;
  [[nodiscard]] bool enter_level();

  // ---- compiler.cpp: names and constants
  [[nodiscard]] Variable variable_of(Name* mangled_name);
  Register register_of(Symbol* symbol);
  void load_name(Name* name, Register destination);
  void store_name(Name* name, Register value);
  void delete_name(Name* name);
  // The register of the local variable that `target` names, if it is one.
  [[nodiscard]] Register local_target(const ast::ExprNode* target);
  // The same if the target is on the present line: debuggers want to see the line of another one.
  [[nodiscard]] Register local_target_here(const ast::ExprNode* target);
  void used(Register variable);
  void assigned(Register variable);
  bool forbidden(std::string_view identifier, ast::ExprContext context);
  void load_constant(Value value, Register destination);
  void load_none(Register destination) { load_constant(Value::none(), destination); }

  // ---- statements
  void body(const ast::Sequence<ast::StmtNode*>& statements);
  // A body of a module, class or function, with docstring. `keep_docstring`: as __doc__.
  void statements(const ast::Sequence<ast::StmtNode*>& statements);
  void statement(const ast::StmtNode* node);
  void dispatch(const ast::StmtNode* node);
  void expression_statement(const ast::Expr* node);
  void return_statement(const ast::Return* node);
  void delete_target(const ast::ExprNode* target);
  void assert_statement(const ast::Assert* node);
  void raise_statement(const ast::Raise* node);
  void import_statement(const ast::Import* node);
  void import_from(const ast::ImportFrom* node);

  // ---- control_flow.cpp
  void if_statement(const ast::If* node);
  void while_loop(const ast::While* node);
  void for_loop(const ast::For* node);
  void async_for_loop(const ast::AsyncFor* node);
  void break_statement(const ast::Break* node);
  void continue_statement(const ast::Continue* node);
  bool push_block(const Block& block);
  void pop_block() { unit_->blocks.pop_back(); }
  // Leaves the blocks above the first `keep`, innermost first: runs finally bodies, exits with blocks, restores handled
  // exceptions. After the jump or return that follows, resume_blocks() makes them current again.
  std::vector<Block> unwind_blocks(size_t keep);
  void resume_blocks(std::vector<Block>& left);
  void unwind_block(const Block& block);
  void branch_out(bool is_break);

  // ---- try.cpp
  void try_statement(const ast::Try* node);
  void try_except(const ast::Sequence<ast::StmtNode*>& body, const ast::Sequence<ast::ExceptHandlerNode*>& handlers,
                  const ast::Sequence<ast::StmtNode*>& orelse);
  void except_clause(const ast::ExceptHandler* handler, Register exception, Register saved, Label end);
  void handler_body(const ast::ExceptHandler* handler, Register exception, Register saved, Label end);
  void try_star(const ast::TryStar* node);
  void except_star(const ast::TryStar* node);
  void star_clause(const ast::ExceptHandler* handler, Register rest, Register list);
  template <class Body>
  void with_finally(const ast::Sequence<ast::StmtNode*>& final_body, Body&& compile_body);
  void unbind_handler_name(Name* name);
  void restore_and_reraise(Label cleanup, Register saved);
  // What comes next stands for nothing in the source: it is where control comes from.
  void follow() {
    code().position = code().last_position();
  }
  void artificial() { code().position = {-1, -1, -1, -1}; }

  // ---- with.cpp
  void with_statement(const ast::StmtNode* node, const ast::Sequence<ast::WithItem*>& items,
                      const ast::Sequence<ast::StmtNode*>& body, size_t index, bool is_async);
  void call_exit_with_nones(Register exit_method, bool is_async);

  // ---- functions.cpp
  void function_definition(const ast::StmtNode* node, ast::Identifier name, const ast::Arguments* arguments,
                           const ast::Sequence<ast::StmtNode*>& body, const ast::Sequence<ast::ExprNode*>& decorators,
                           const ast::ExprNode* returns, bool is_async);
  void class_definition(const ast::ClassDef* node);
  void lambda(const ast::Lambda* node, Register destination);
  void count_parameters(const ast::Arguments* arguments);
  void check_parameters(const ast::Arguments* arguments);
  // Evaluates defaults and annotations into four registers; kNoRegister when there is nothing.
  Register function_parts(const ast::Arguments* arguments, const ast::ExprNode* returns, bool with_annotations);
  bool annotations(const ast::Arguments* arguments, const ast::ExprNode* returns, Register destination);
  void annotation_value(const ast::ExprNode* node, Register destination);
  void make_function(Code* function_code, Register parts, Register destination);
  // The tuple of cells that the code compiled last asks for.
  void closure(Register destination);
  [[nodiscard]] Register cell_register(const Name* name);
  template <class MakeValue>
  void decorated(const ast::Sequence<ast::ExprNode*>& decorators, size_t index, Register destination, MakeValue&& make);
  Code* function_body(const ast::StmtNode* node, Name* name, const ast::Arguments* arguments,
                      const ast::Sequence<ast::StmtNode*>& body, bool is_async, uint32_t first_line);
  Code* class_body(const ast::ClassDef* node, uint32_t first_line);
  void evaluate_and_drop(const ast::ExprNode* node);
  void annotated_assignment(const ast::AnnAssign* node);
  void check_annotated_target(const ast::ExprNode* node);
  [[nodiscard]] Value docstring_of(const ast::Sequence<ast::StmtNode*>& statements);

  // ---- expressions.cpp
  void expression(const ast::ExprNode* node, Register destination);
  void dispatch(const ast::ExprNode* node, Register destination);
  Register operand(const ast::ExprNode* node, Followed followed = Followed::No) {
    return operand_into(node, kNoRegister, followed);
  }
  // As operand; what must be computed goes to `scratch`, if given, instead of to a new temporary.
  Register operand_into(const ast::ExprNode* node, Register scratch, Followed followed = Followed::No);
  void effect(const ast::ExprNode* node);
  void name_expression(const ast::Name* node, Register destination);
  Register read_local(const ast::Name* node, Followed followed);
  void constant_expression(const ast::Constant* node, Register destination);
  void binary(const ast::BinOp* node, Register destination);
  void binary_operation(ast::Operator op, bool inplace, Register destination, Register left,
                        const ast::ExprNode* right);
  void unary(const ast::UnaryOp* node, Register destination);
  void boolean(const ast::BoolOp* node, Register destination);
  void conditional(const ast::IfExp* node, Register destination);
  void named(const ast::NamedExpr* node, Register destination);
  void attribute(const ast::Attribute* node, Register destination);
  void subscript(const ast::Subscript* node, Register destination);
  void slice(const ast::Slice* node, Register destination);
  void move_start_to_attribute(const ast::Attribute* node);

  // ---- conditions.cpp
  void jump_if(const ast::ExprNode* node, Label target, bool when);
  void comparison_jump(const ast::Compare* node, Label target, bool when);
  void single_comparison_jump(ast::CompareOperator op, Register left, const ast::ExprNode* right, Label target,
                              bool when);
  void comparison(const ast::Compare* node, Register destination);
  void compare_values(ast::CompareOperator op, Register destination, Register left, Register right);

  // ---- displays.cpp
  void build_tuple(const ast::Sequence<ast::ExprNode*>& elements, Register destination);
  void list_display(const ast::List* node, Register destination);
  void set_display(const ast::Set* node, Register destination);
  void dict_display(const ast::Dict* node, Register destination);
  void sequence_display(const ast::Sequence<ast::ExprNode*>& elements, Op build, Op append, Op extend,
                        Register destination);
  // A list of these values, some of which may be starred.
  void build_list(const ast::Sequence<ast::ExprNode*>& elements, Register destination);
  void joined_string(const ast::JoinedStr* node, Register destination);
  void formatted_value(const ast::FormattedValue* node, Register destination);
  void join_strings(const ast::Sequence<ast::ExprNode*>& parts, uint32_t first, uint32_t count, Register destination);

  // ---- calls.cpp
  void call(const ast::Call* node, Register destination);
  bool method_call(const ast::Call* node, Register destination);
  bool super_access(const ast::Attribute* node, Register destination, Op op);
  [[nodiscard]] bool is_implicit_super(const ast::ExprNode* node);
  Register open_window(Register destination);
  // Arguments behind `window`, from register `first` on; emits the call.
  void arguments_and_call(Register destination, Register window, Register first, uint32_t extra,
                          const ast::Sequence<ast::ExprNode*>& arguments, const ast::Sequence<ast::Keyword*>& keywords,
                          bool is_method);
  void unpacking_call(Register destination, Register window, Register leading, uint32_t leading_count,
                      const ast::Sequence<ast::ExprNode*>& arguments, const ast::Sequence<ast::Keyword*>& keywords);
  void keyword_dict(const ast::Sequence<ast::Keyword*>& keywords, Register destination, Register callee);
  bool check_keywords(const ast::Sequence<ast::Keyword*>& keywords);

  // ---- comprehensions.cpp
  void comprehension(const ast::ExprNode* node, Register destination);
  void comprehension_loop(const ast::Sequence<ast::Comprehension*>& generators, uint32_t index,
                          const ast::ExprNode* element, const ast::ExprNode* value, Register result,
                          ComprehensionKind kind);
  void comprehension_element(const ast::ExprNode* element, const ast::ExprNode* value, Register result,
                             ComprehensionKind kind);
  void yield(const ast::Yield* node, Register destination);
  void yield_value(Register value, Register destination);
  void yield_from(const ast::YieldFrom* node, Register destination);
  void await(const ast::Await* node, Register destination);
  // Awaits the value in `value`, a temporary, which then holds the result.
  void await_value(Register value, uint32_t kind);
  void await_next(Register iterator, Register value);
  [[nodiscard]] bool is_top_level_await() const;

  // ---- assignment.cpp
  void assign(const ast::Assign* node);
  void assign_to(const ast::ExprNode* target, const ast::ExprNode* value);
  bool assign_pairwise(const ast::ExprNode* target, const ast::ExprNode* value);
  bool assign_constants(const ast::Sequence<ast::ExprNode*>& targets, const ast::Constant* constant);
  void store(const ast::ExprNode* target, Register value);
  void unpack(const ast::Sequence<ast::ExprNode*>& targets, Register value);
  void augmented_assignment(const ast::AugAssign* node);

  // ---- patterns.cpp
  struct PatternContext;
  void match_statement(const ast::Match* node);
  void pattern(const ast::PatternNode* node, Register subject, PatternContext& context);
  void dispatch(const ast::PatternNode* node, Register subject, PatternContext& context);
  void subpattern(const ast::PatternNode* node, Register subject, PatternContext& context);
  void pattern_value(const ast::MatchValue* node, Register subject, PatternContext& context);
  void pattern_sequence(const ast::MatchSequence* node, Register subject, PatternContext& context);
  void pattern_elements(const ast::MatchSequence* node, uint32_t star, Register subject, PatternContext& context);
  void pattern_mapping(const ast::MatchMapping* node, Register subject, PatternContext& context);
  bool mapping_keys(const ast::MatchMapping* node, Register keys);
  void pattern_class(const ast::MatchClass* node, Register subject, PatternContext& context);
  bool check_class_keywords(const ast::MatchClass* node);
  void pattern_as(const ast::MatchAs* node, Register subject, PatternContext& context);
  void pattern_or(const ast::MatchOr* node, Register subject, PatternContext& context);
  void capture(ast::Identifier name, Register value, PatternContext& context);
  Register require_length(Register subject, uint32_t length, Op jump, PatternContext& context);
  void intrinsic(Intrinsic which, Register destination, Register first);

  // ---- warnings.cpp
  void warn(const std::string& message);
  void check_callable(const ast::ExprNode* node);
  void check_subscriptable(const ast::ExprNode* node);
  void check_index(const ast::ExprNode* container, const ast::ExprNode* index);
  void check_identity_comparison(const ast::Compare* node);

  Thread& thread_;
  Heap& heap_;
  Arena& arena_;
  NameTable& names_;
  SymbolTable& symbols_;
  String* filename_;
  const CompileOptions& options_;
  const uint32_t flags_;  // __future__ features
  const int32_t last_future_line_;
  const bool long_jumps_;
  DepthLimit depth_;
  CompileProblem& problem_;
  ConstantPool& constants_;
  Unit* unit_ = nullptr;
  uint32_t nesting_ = 0;  // units on the stack
  bool needs_long_jumps_ = false;
  std::vector<Name*> last_frees_;  // free variables of the unit left last
  Name* const class_name_;         // "__class__"
  Name* const annotations_name_;
};

}  // namespace taipan::python::compiler
