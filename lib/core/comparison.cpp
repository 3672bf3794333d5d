// comparison: from patterns to the rows that are compared, with their weights.
#include "core/comparison.hpp"

#include <algorithm>
#include <set>

#include "core/row_pattern.hpp"
#include "core/table.hpp"

namespace mixup {
namespace {

bool has_star(std::string const& pattern) { return pattern.find('*') != std::string::npos; }

Row const& the_row(Table const& table, std::string pattern, std::string const& star, std::string const& where) {
  if (auto const at = pattern.find('*'); at != std::string::npos) pattern.replace(at, 1, star);
  return *rows_matching(table, pattern, where).front().row;
}

/// With the group, unless one says the other: "weight decay 1e-4: ERM" of "ERM".
std::string full_name(Row const& row) {
  auto const& label = row.label;
  bool const said =
      row.group.size() >= label.size() && row.group.compare(row.group.size() - label.size(), label.size(), label) == 0;
  return row.group.empty() ? label : said ? row.group : row.group + ": " + label;
}

std::vector<Comparison> against_own(Table const& table, Claim const& claim, std::string const& where) {
  std::vector<Comparison> out;
  for (auto const& pattern : claim.rows)
    for (auto const& match : rows_matching(table, pattern, where + "/rows")) {
      if (match.row->against.empty())
        throw error(Exit::data, "{}/rows: row \"{}\" is compared with none; give /against", where, match.row->name);
      out.push_back(difference_of(*match.row, *table.row(match.row->against)));
    }
  return out;
}

std::vector<Comparison> pairs(Table const& table, Claim const& claim, std::string const& where) {
  if (claim.against.empty()) return against_own(table, claim, where);
  std::vector<Comparison> out;
  for (auto const& pattern : claim.rows)
    for (auto const& match : rows_matching(table, pattern, where + "/rows"))
      for (auto const& other : claim.against) {
        if (has_star(pattern) || !has_star(other)) {
          out.push_back(difference_of(*match.row, the_row(table, other, match.star, where + "/against")));
          continue;
        }
        for (auto const& many : rows_matching(table, other, where + "/against"))
          if (many.row != match.row) out.push_back(difference_of(*match.row, *many.row));
      }
  return out;
}

/// The slope over levels 0, 1, 2, ... by least squares; of two levels it is their difference.
std::vector<double> slope_weights(size_t levels) {
  double const centre = static_cast<double>(levels - 1) / 2;
  double squares = 0;
  std::vector<double> weights;
  for (size_t k = 0; k < levels; ++k) weights.push_back(static_cast<double>(k) - centre);
  for (double w : weights) squares += w * w;
  for (double& w : weights) w /= squares;
  return weights;
}

/// One slope for each text that "*" stands for at the first level.
std::vector<Comparison> slopes(Table const& table, Claim const& claim, std::string const& where) {
  if (claim.rows.size() < 2 || (!claim.against.empty() && claim.against.size() != claim.rows.size()))
    throw error(Exit::data, "{}: got {} entries of /rows and {} of /against, allowed two or more, and none or as many",
                where, claim.rows.size(), claim.against.size());
  auto const weights = slope_weights(claim.rows.size());
  std::vector<Comparison> out;
  for (auto const& first : rows_matching(table, claim.rows[0], where + "/rows")) {
    Comparison slope;
    for (size_t k = 0; k < claim.rows.size(); ++k) {
      slope.terms.push_back({&the_row(table, claim.rows[k], first.star, where + "/rows"), weights[k]});
      if (!claim.against.empty())
        slope.terms.push_back({&the_row(table, claim.against[k], first.star, where + "/against"), -weights[k]});
    }
    auto const& last = the_row(table, claim.rows.back(), first.star, where + "/rows");
    slope.name = full_name(*first.row) + " → " + (first.row->group == last.group ? last.label : full_name(last));
    if (!claim.against.empty()) {
      auto const& other = *slope.terms[1].row;
      slope.name += ", difference to " + (other.group == first.row->group ? other.label : full_name(other));
    }
    out.push_back(slope);
  }
  return out;
}

std::vector<Comparison> all_rows(Table const& table, Claim const& claim, std::string const& where) {
  Comparison list;
  for (auto const& pattern : claim.rows)
    for (auto const& match : rows_matching(table, pattern, where + "/rows")) {
      auto const is_it = [&](Comparison::Term const& term) { return term.row == match.row; };
      if (std::any_of(list.terms.begin(), list.terms.end(), is_it))
        throw error(Exit::data, "{}/rows: row \"{}\" is listed twice, allowed once", where, match.row->name);
      if (!match.row->paper.contains(claim.of))
        throw error(Exit::data, "{}/rows: the paper prints no {} for row \"{}\"", where, claim.of, match.row->name);
      list.terms.push_back({match.row, 1});
    }
  if (list.terms.size() < 3)
    throw error(Exit::data, "{}/rows: got {} rows, allowed three or more", where, list.terms.size());
  list.name = fmt::format("{} rows", list.terms.size());
  return {list};
}

/// A row compared with itself is always alike, and a comparison that is listed twice counts twice.
void require_distinct(std::vector<Comparison> const& compared, std::string const& where) {
  std::set<std::vector<Row const*>> seen;
  for (auto const& comparison : compared) {
    std::vector<Row const*> rows;
    for (auto const& term : comparison.terms) rows.push_back(term.row);
    auto const& [first, last] = std::pair(rows.front()->name, rows.back()->name);
    if (rows.size() == 2 && rows[0] == rows[1])
      throw error(Exit::data, "{}/rows: row \"{}\" is compared with itself, allowed are other rows", where, first);
    if (!seen.insert(rows).second)
      throw error(Exit::data, "{}/rows: row \"{}\" is compared with \"{}\" twice, allowed once", where, first, last);
  }
}

}  // namespace

Comparison difference_of(Row const& row, Row const& other) {
  bool const together = row.group == other.group;
  return {{{&row, 1}, {&other, -1}}, full_name(row) + " − " + (together ? other.label : full_name(other))};
}

std::vector<Comparison> comparisons(Table const& table, Claim const& claim, std::string const& where) {
  if (claim.kind == ClaimKind::order) return all_rows(table, claim, where);
  bool const trend = claim.kind == ClaimKind::falls || claim.kind == ClaimKind::rises;
  auto compared = (trend ? slopes : pairs)(table, claim, where);
  require_distinct(compared, where);
  return compared;
}

}  // namespace mixup
